//! Why a file cannot be read as a notice, and what to do.

use thiserror::Error;

/// The reason a file is refused. `Display` is a sentence for the person who gave the file.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// No character but blanks.
    #[error("文件是空的，没有可以读取的文字。请确认选对了文件，再重新上传")]
    Empty,
    /// Above [`super::LARGEST`]; `bytes` is the size given.
    #[error("文件有 {:.1} MB，通知文件不能超过 20 MB。请另存为较小的文件，或只保留正文后再上传", *.bytes as f64 / 1_048_576.0)]
    TooLarge {
        /// The size of the file.
        bytes: usize,
    },
    /// Not characters at all; `at` is the first byte (from 1) that shows it.
    #[error(
        "文件不是文字文件（第 {at} 个字节不是文字）。可以读取的是 .txt、.docx 和带文字层的 .pdf，请另存为其中一种"
    )]
    Binary {
        /// The first odd byte, counted from 1.
        at: usize,
    },
    /// Characters in an encoding that cannot be read, or with broken ones; `line` is counted from 1.
    #[error(
        "文件的文字编码有误：第 {line} 行有不能按 {encoding} 识别的字符。请用记事本打开，另存为 UTF-8 编码后再上传"
    )]
    Encoding {
        /// The line with the first bad character.
        line: usize,
        /// The encoding that was tried.
        encoding: &'static str,
    },
    /// A Word file of before 2007.
    #[error(
        "这是旧版 Office 文件（.doc、.xls 等），不能直接读取。请用 Word 或 WPS 打开，另存为 .docx 后再上传"
    )]
    OldWord,
    /// Another kind of file that Word can open and save as `.docx`; `what` is its name.
    #[error("这是{what}，不能直接读取。请用 Word 或 WPS 打开，另存为 .docx 后再上传")]
    OtherKind {
        /// What it is.
        what: &'static str,
    },
    /// More characters than any notice has; see [`super::LONGEST`].
    #[error("文件有 {} 万字，不像是通知文件。请只保留正文后再上传", *.chars / 10_000)]
    TooLong {
        /// How many characters it has.
        chars: usize,
    },
    /// A Word document whose text stands in a file of another kind inside it.
    #[error(
        "这份 Word 文档的正文是由程序嵌入的另一份文件，读不出文字。请用 Word 或 WPS 打开并另存为新的 .docx 后再上传"
    )]
    Embedded,
    /// A picture.
    #[error("这是图片，没有可以读取的文字。请上传原始的 .docx、.txt 或带文字层的 .pdf")]
    Picture,
    /// A zip that holds no Word document.
    #[error(
        "这是压缩包，里面没有 Word 文档正文（word/document.xml）。请解压后上传其中的文件，表格和演示文稿请另存为 .docx"
    )]
    NotWord,
    /// A Word document that cannot be unpacked or parsed; `why` says where it broke.
    #[error("Word 文档已损坏：{why}。请用 Word 或 WPS 打开并另存为新的 .docx 后再上传")]
    DamagedDocx {
        /// What broke.
        why: String,
    },
    /// Unpacks to more than can be a notice.
    #[error(
        "Word 文档解压后超过 {limit} MB，不像是通知文件。请删去其中的图片和附件，只保留正文后再上传"
    )]
    Swollen {
        /// The limit in MB.
        limit: u64,
    },
    /// Opens only with a password.
    #[error("文件设有密码或加密，无法读取。请去掉密码，另存后再上传")]
    Encrypted,
    /// Pages without a text layer.
    #[error(
        "这份 PDF 是扫描件，没有文字层，读不出文字。请上传原始的 .docx 或 .txt，或先做文字识别（OCR）再上传"
    )]
    Scan,
    /// A PDF that only holds other files.
    #[error("这是 PDF 包，里面装着其他文件，自己没有正文。请打开后把其中的通知另存出来再上传")]
    Portfolio,
    /// A PDF whose fonts do not say which characters they show.
    #[error(
        "这份 PDF 的字体没有写明文字，读出来是乱码。请上传原始的 .docx 或 .txt，或先做文字识别（OCR）再上传"
    )]
    Garbled,
    /// A PDF that unpacks to more than can be a notice.
    #[error("PDF 里的内容解压后太大，不像是通知文件。请只保留正文的几页，或上传 .docx、.txt")]
    SwollenPdf,
    /// A PDF that cannot be parsed.
    #[error(
        "PDF 文件已损坏或格式特殊，读不出文字。请用阅读器打开，重新“打印为 PDF”，或上传 .docx、.txt"
    )]
    DamagedPdf,
}
