//! Why a file cannot be read as a table, and what to do.

use thiserror::Error;

/// The reason a file is refused. `Display` is a sentence for the person who gave the file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Unreadable {
    #[error("文件是空的，没有可以读取的表格。请确认选对了文件，再重新上传")]
    Empty,
    /// Nothing under the heading that is a record; `row` is its last line.
    #[error(
        "工作表“{name}”的表头（第 {row} 行）下面没有可以读取的记录，合计、说明和写明作废的行不算。请填好记录，或换一张工作表，再重新上传"
    )]
    NoRows { name: String, row: u32 },
    /// Nothing that names the columns.
    #[error(
        "工作表“{name}”里没有找到表头：各行里没有一行写明每列是什么。请在记录上面加一行表头，再重新上传；列名可以照模板写"
    )]
    NoHeading { name: String },
    /// What can be read is on a sheet that nobody sees.
    #[error(
        "能看到的工作表里没有可以读取的表，隐藏的工作表“{name}”像是。要导入它，请先取消隐藏，再重新上传；命令行里用 --sheet 写明它"
    )]
    Hidden { name: String },
    /// Larger than [`crate::book::LARGEST`], in bytes.
    #[error("文件有 {} MB，表格文件不能超过 {} MB。请只保留要导入的工作表，或分成几份上传", .bytes.div_ceil(1_048_576), .limit / 1_048_576)]
    TooLarge { bytes: u64, limit: u64 },
    /// Unpacks to more than a table can be, in MB.
    #[error(
        "文件解压后超过 {limit} MB，不像是正常的表格，已停止读取。请把要导入的内容复制到一份新的 .xlsx 再上传"
    )]
    Swollen { limit: u64 },
    /// More text in cells than is held at a time, in MB.
    #[error(
        "单元格里的文字超过 {limit} MB，不像是正常的表格，已停止读取。请只保留要导入的行和列，或分成几份上传"
    )]
    TooMuchText { limit: u64 },
    #[error(
        "文件设有打开密码，无法读取。请在 Excel 或 WPS 中去掉密码（文件 → 信息 → 保护工作簿），另存后再上传"
    )]
    Encrypted,
    /// A workbook of before 2007, whatever it is called now.
    #[error(
        "这是旧版 Excel 文件（.xls），只改扩展名没有用。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传"
    )]
    OldWorkbook,
    /// `what` is the kind of file by its content.
    #[error(
        "这是{what}，不是可以导入的表格。请上传 .xlsx 或 .csv；若内容是表格，请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传"
    )]
    Other { what: &'static str },
    /// `why` says where it broke.
    #[error("表格文件已损坏：{why}。请用 Excel 或 WPS 打开，另存为新的 .xlsx 后再上传")]
    Damaged { why: String },
    /// A text file whose characters are broken; `line` is counted from 1.
    #[error(
        "文字编码有误：第 {line} 行有不能按 {encoding} 识别的字符。请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传"
    )]
    Encoding { line: u64, encoding: &'static str },
    #[error("没有工作表“{name}”，这份文件里有：{}", .there.join("、"))]
    NoSheet { name: String, there: Vec<String> },
    #[error("工作表“{name}”超过 {limit} 行，一次最多导入 {limit} 行。请分成几份上传")]
    TooLong { name: String, limit: u32 },
    /// A further table under the first, which its heading does not fit; `why` names the rows.
    #[error(
        "工作表“{name}”{why}。后面的行不能按第一个表头读，请分成两张表，或统一表头和单位后再导入"
    )]
    Blocks { name: String, why: String },
    /// The names of the fields stand in a column.
    #[error(
        "工作表“{name}”的表是横过来的：字段名竖排在第一列。请全选复制，在新工作表里“选择性粘贴”并勾选“转置”，让字段名排成一行，再重新上传"
    )]
    Sideways { name: String },
    /// Sheets that cannot be read together, as a sentence.
    #[error("{0}")]
    Unlike(String),
    #[error("读取文件时出错：{why}。请重新上传；若仍不行，请联系管理员")]
    Broken { why: String },
}

impl Unreadable {
    pub(crate) fn damaged(why: impl Into<String>) -> Self {
        Unreadable::Damaged { why: why.into() }
    }
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
                Unreadable::damaged("压缩内容不完整")
            }
            std::io::ErrorKind::Other => Unreadable::damaged("解压失败"),
            _ => Unreadable::Broken {
                why: error.to_string(),
            },
        }
    }
}

impl From<zip::result::ZipError> for Unreadable {
    fn from(error: zip::result::ZipError) -> Self {
        match error {
            zip::result::ZipError::Io(error) => error.into(),
            zip::result::ZipError::UnsupportedArchive(why)
                if why == zip::result::ZipError::PASSWORD_REQUIRED =>
            {
                Unreadable::Encrypted
            }
            zip::result::ZipError::UnsupportedArchive(_) => {
                Unreadable::damaged("压缩方式不是表格软件用的那种")
            }
            _ => Unreadable::damaged("压缩结构不完整"),
        }
    }
}
