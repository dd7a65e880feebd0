use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What a handler may answer instead of a page. Sentences are Chinese and for the person.
#[derive(Debug)]
pub enum Error {
    /// Nobody is signed in; carries the address to come back to.
    SignIn(String),
    NotFound,
    /// The address takes a form, and was opened.
    OnlyAsForm,
    /// The person may not do this: why, and who can.
    Forbidden {
        why: String,
        who_can: String,
    },
    /// The thing is in a state in which this cannot be done: why, and what to do.
    Refused {
        why: String,
        way_out: String,
    },
    /// Sent in a shape that no form of ours sends.
    Malformed(String),
    /// Asked for a day or a moment that has not come.
    NotYet(String),
    TooLarge(String),
    Busy,
    /// The database cannot be reached.
    Gone,
    /// The disk of the database is full.
    Full,
    Fault(String),
}

impl Error {
    pub fn forbidden(why: impl Into<String>, who_can: impl Into<String>) -> Self {
        Error::Forbidden {
            why: why.into(),
            who_can: who_can.into(),
        }
    }

    pub fn refused(why: impl Into<String>, way_out: impl Into<String>) -> Self {
        Error::Refused {
            why: why.into(),
            way_out: way_out.into(),
        }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Busy => Error::Busy,
            store::Error::File(_) if error.disk_is_full() => Error::refused(
                "磁盘满了，文件没有收下，什么也没有改动。",
                "请管理员腾出磁盘空间，再传一次。",
            ),
            full if full.disk_is_full() => Error::Full,
            store::Error::Gone(_) => Error::Gone,
            other => Error::Fault(other.to_string()),
        }
    }
}

impl From<askama::Error> for Error {
    fn from(error: askama::Error) -> Self {
        Error::Fault(error.to_string())
    }
}

/// What the error page shows; put into the answer's extensions and rendered by `render_errors`,
/// which knows the request's actor and so the frame.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub title: String,
    pub why: String,
    pub who_can: String,
    pub way_out: String,
    /// The way out where the page carries what was typed.
    pub typed_stays: &'static str,
    pub number: String,
}

const LATER: &str = "您填的内容都在下面。稍等几秒，点“再提交一次”；若持续几分钟，请告诉管理员。";

impl Error {
    fn told(&self) -> (StatusCode, Told) {
        let say = |title: &str, why: &str, way_out: &str| Told {
            title: title.to_owned(),
            why: why.to_owned(),
            who_can: String::new(),
            way_out: way_out.to_owned(),
            typed_stays: LATER,
            number: String::new(),
        };
        match self {
            Error::SignIn(_) => (
                StatusCode::UNAUTHORIZED,
                say(
                    "请先登录",
                    "您还没有登录，或登录已过期。",
                    "登录后会回到这一页。",
                ),
            ),
            Error::NotFound => (
                StatusCode::NOT_FOUND,
                say(
                    "没有这一页",
                    "地址有误，或内容不在您能看的范围里。",
                    "从左侧导航重新进入，或核对地址。",
                ),
            ),
            Error::OnlyAsForm => (
                StatusCode::METHOD_NOT_ALLOWED,
                say(
                    "这一页不能直接打开",
                    "这个地址只用来接收表单，不能从地址栏打开，也不能刷新。",
                    "返回上一页，从页面上的按钮办理。",
                ),
            ),
            Error::Forbidden { why, who_can } => (
                StatusCode::FORBIDDEN,
                Told {
                    who_can: who_can.clone(),
                    ..say("这件事没有办成", why, "")
                },
            ),
            Error::Refused { why, way_out } => {
                (StatusCode::CONFLICT, say("这件事没有办成", why, way_out))
            }
            Error::Malformed(why) => (
                StatusCode::BAD_REQUEST,
                say("没有看懂发来的内容", why, "返回上一页重新提交。"),
            ),
            Error::NotYet(why) => (
                StatusCode::BAD_REQUEST,
                say("还没有到的日子", why, "返回上一页，改一个已经到的日子。"),
            ),
            Error::TooLarge(why) => (
                StatusCode::PAYLOAD_TOO_LARGE,
                Told {
                    typed_stays: "您填的内容都在下面，可以不带文件先提交，压缩或拆分后再到那一页补传。",
                    ..say("文件太大", why, "压缩或拆分后再传。")
                },
            ),
            Error::Busy => (
                StatusCode::SERVICE_UNAVAILABLE,
                say(
                    "现在正忙",
                    "同时办理的人较多，这次没有存上。",
                    "您填的内容还在上一页，稍等几秒再提交。",
                ),
            ),
            Error::Gone => (
                StatusCode::SERVICE_UNAVAILABLE,
                say(
                    "数据库暂时连不上",
                    "这次没有存上，已存的数据不受影响。",
                    "您填的内容还在上一页，稍后再提交；若持续几分钟，请告诉管理员。",
                ),
            ),
            Error::Full => (
                StatusCode::SERVICE_UNAVAILABLE,
                Told {
                    typed_stays: "您填的内容都在下面。请管理员腾出磁盘空间，再点“再提交一次”。",
                    ..say(
                        "磁盘满了",
                        "这次没有存上，已存的数据不受影响。",
                        "请管理员腾出磁盘空间，再办一次。",
                    )
                },
            ),
            Error::Fault(_) => (
                StatusCode::INTERNAL_SERVER_ERROR,
                say(
                    "系统出了错",
                    "这次没有办成，什么也没有改动。",
                    "请把下面的编号告诉管理员。",
                ),
            ),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Error::SignIn(path) = &self {
            let to = format!("/sign-in?to={}", encode(path));
            return (StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response();
        }
        let (status, mut told) = self.told();
        if let Error::Fault(reason) = &self {
            let number = values::fresh(values::Clock::machine().now()).to_string();
            tracing::error!(number, reason, "fault");
            told.number = number;
        }
        let mut response = status.into_response();
        response.extensions_mut().insert(told);
        response
    }
}

/// Percent-encodes what is not safe inside a query value.
fn encode(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
