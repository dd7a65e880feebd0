//! Files of the office: encodings, and the sentences for those that cannot be read.

use notice::{Text, Unreadable};

#[test]
fn gb18030_and_utf8_read_alike() {
    let text = "二、工作目标\r\n净增高新技术企业３０家以上。";
    let (bytes, _, _) = encoding_rs::GB18030.encode(text);
    assert_eq!(
        Text::from_bytes(&bytes).unwrap(),
        Text::from_bytes(text.as_bytes()).unwrap()
    );
}

#[test]
fn every_refusal_says_what_to_do() {
    for (bytes, word) in [
        (&b""[..], "空"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", ".docx"),
        (b"PK\x03\x04....", "另存为"),
        (b"%PDF-1.7 ....", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"ab\x00\x01\x02", "第 3 个字节"),
    ] {
        let why = Text::from_bytes(bytes).unwrap_err().to_string();
        assert!(
            why.contains(word) && why.contains('请') || why.contains("确认"),
            "{why}"
        );
    }
    assert_eq!(
        Unreadable::TooLarge {
            bytes: 30 * 1024 * 1024
        }
        .to_string(),
        "文件有 30.0 MB，通知文件不能超过 20 MB。请另存为较小的文件，或只保留正文后再上传"
    );
}
