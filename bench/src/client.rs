//! A browser reduced to what a measurement needs: one kept connection, a cookie, bodies as they come over the wire.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use anyhow::{Context, Result, bail};

pub struct Client {
    address: String,
    cookie: String,
    gzip: bool,
    open: Option<BufReader<TcpStream>>,
}

pub struct Answered {
    pub status: u16,
    pub location: String,
    pub body: Vec<u8>,
}

impl Client {
    /// `address` is host and port; `cookie` is empty for nobody.
    pub fn new(address: &str, cookie: &str, gzip: bool) -> Self {
        Client {
            address: address.to_owned(),
            cookie: cookie.to_owned(),
            gzip,
            open: None,
        }
    }

    pub fn get(&mut self, path: &str) -> Result<Answered> {
        self.send(&format!("GET {path} HTTP/1.1\r\n{}\r\n", self.heads()), &[])
    }

    /// A form as a browser sends it from the site's own page.
    pub fn post(&mut self, path: &str, kind: &str, body: &[u8]) -> Result<Answered> {
        let own = format!(
            "Content-Type: {kind}\r\nContent-Length: {}\r\nSec-Fetch-Site: same-origin\r\n",
            body.len()
        );
        self.send(
            &format!("POST {path} HTTP/1.1\r\n{}{own}\r\n", self.heads()),
            body,
        )
    }

    fn heads(&self) -> String {
        let mut heads = format!("Host: {}\r\nAccept: text/html\r\n", self.address);
        if !self.cookie.is_empty() {
            heads += &format!("Cookie: kedu={}\r\n", self.cookie);
        }
        if self.gzip {
            heads += "Accept-Encoding: gzip\r\n";
        }
        heads
    }

    fn send(&mut self, head: &str, body: &[u8]) -> Result<Answered> {
        let mut stream = match self.open.take() {
            Some(stream) => stream,
            None => connect(&self.address)?,
        };
        stream
            .get_mut()
            .write_all(&[head.as_bytes(), body].concat())?;
        let (answered, closes) = read(&mut stream)?;
        if !closes {
            self.open = Some(stream);
        }
        Ok(answered)
    }
}

fn connect(address: &str) -> Result<BufReader<TcpStream>> {
    let stream =
        TcpStream::connect(address).with_context(|| format!("nobody listens at {address}"))?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    Ok(BufReader::with_capacity(128 * 1024, stream))
}

/// Reads one answer; gives whether the server closes the connection after it.
fn read(stream: &mut impl BufRead) -> Result<(Answered, bool)> {
    let first = line(stream)?;
    let status = first
        .split(' ')
        .nth(1)
        .and_then(|code| code.parse().ok())
        .with_context(|| format!("no answer: {first:?}"))?;
    let mut answered = Answered {
        status,
        location: String::new(),
        body: Vec::new(),
    };
    let (mut length, mut chunked, mut closes) = (0usize, false, false);
    loop {
        let line = line(stream)?;
        let Some((name, value)) = line.split_once(':') else {
            break;
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse()?,
            "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
            "connection" => closes = value.eq_ignore_ascii_case("close"),
            "location" => value.clone_into(&mut answered.location),
            _ => {}
        }
    }
    if chunked {
        while take(stream, &mut answered.body)? {}
    } else {
        answered.body.resize(length, 0);
        stream.read_exact(&mut answered.body)?;
    }
    Ok((answered, closes))
}

fn line(stream: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line)? == 0 {
        bail!("the connection was closed");
    }
    Ok(line.trim_end().to_owned())
}

/// One chunk of a body; `false` after the last.
fn take(stream: &mut impl BufRead, body: &mut Vec<u8>) -> Result<bool> {
    let size = usize::from_str_radix(&line(stream)?, 16)?;
    let before = body.len();
    body.resize(before + size, 0);
    stream.read_exact(&mut body[before..])?;
    line(stream)?;
    Ok(size > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_of_both_shapes() {
        let text = "HTTP/1.1 303 See Other\r\nLocation: /a\r\ncontent-length: 3\r\n\r\nabcHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n4\r\nabcd\r\na\r\n0123456789\r\n0\r\n\r\nrest";
        let mut stream = text.as_bytes();
        let (first, closes) = read(&mut stream).unwrap();
        assert_eq!(
            (
                first.status,
                first.location.as_str(),
                first.body.as_slice(),
                closes
            ),
            (303, "/a", b"abc".as_slice(), false)
        );
        let (second, closes) = read(&mut stream).unwrap();
        assert_eq!(
            (second.status, second.body.as_slice(), closes),
            (200, b"abcd0123456789".as_slice(), true)
        );
        assert_eq!(stream, b"rest");
        assert!(read(&mut b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nabc".as_slice()).is_err());
    }
}
