use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use values::{Day, Moment};

use crate::told;

/// 科度：把一纸通知变成一年的计划，每个数都有出处。
#[derive(Debug, Parser)]
#[command(name = "kedu", version, about)]
pub struct Options {
    #[command(flatten)]
    pub place: Place,
    #[command(subcommand)]
    pub command: Command,
}

/// Where the data lies.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// 数据目录：内置数据库和文件
    #[arg(long, global = true, default_value = "data", env = "KEDU_DATA")]
    pub data: PathBuf,
    /// 数据库地址：sqlite:… 或 postgres://…（缺省用数据目录里的内置数据库）
    #[arg(long, global = true, env = "KEDU_DATABASE")]
    pub database: Option<String>,
    /// 县级区划代码（六位）：新库与 --name 一起写明，库里不止一个县时也要写
    #[arg(long, global = true, env = "KEDU_COUNTY")]
    pub county: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// 运行网站
    Serve(Serve),
    /// 读通知
    Notice {
        #[command(subcommand)]
        command: Notice,
    },
    /// 用官方标准逐条核对一份企业事实表，不需要数据库
    Screen(Screen),
    /// 算出全部指标的数值
    Figures(Figures),
    /// 台账
    Ledger {
        #[command(subcommand)]
        command: Ledger,
    },
    /// 给管理员换一次性密码、恢复岗位：唯一的管理员登不进来时用
    Administrator(Administrator),
    /// 核对审计链、记录版本和凭证指纹
    Verify(Verify),
    /// 备份整个库和全部凭证文件，网站可以不停
    Backup(Backup),
    /// 把备份恢复到空的目录或空的数据库
    Restore(Restore),
    /// 生成虚构的大库，供压力测试
    Generate(Generate),
}

#[derive(Debug, Args)]
pub struct Serve {
    /// 监听地址
    #[arg(long, default_value = "127.0.0.1:8080", env = "KEDU_LISTEN")]
    pub listen: String,
    /// 空库先填入演示的一年
    #[arg(long)]
    pub demo: bool,
    /// 演示从哪一天开始
    #[arg(long, default_value = "2020-09-18")]
    pub today: Day,
    /// 新库的县（市、区）名称，与 --county 一起写明，以后不能改；都不写是如皋市（320682）
    #[arg(long, env = "KEDU_COUNTY_NAME")]
    pub name: Option<String>,
    #[command(flatten)]
    pub backups: Backups,
}

/// The backups that the site takes itself.
#[derive(Clone, Debug, Args)]
pub struct Backups {
    /// 网站自己备份到哪个目录（最好在另一个磁盘），不写就不备份
    #[arg(long, env = "KEDU_BACKUP_DIR")]
    pub backup_dir: Option<PathBuf>,
    /// 每天几点以后备份
    #[arg(long, default_value_t = 2, env = "KEDU_BACKUP_HOUR", value_parser = clap::value_parser!(u8).range(0..=23))]
    pub backup_hour: u8,
    /// 夜间备份留几份
    #[arg(long, default_value_t = 14, env = "KEDU_BACKUP_KEEP", value_parser = clap::value_parser!(u16).range(1..))]
    pub backup_keep: u16,
}

#[derive(Debug, Subcommand)]
pub enum Notice {
    /// 从 .txt、.docx、.pdf 读出目标、节奏和任务
    Read {
        file: PathBuf,
        /// 每行一个 JSON 对象
        #[arg(long)]
        json: bool,
        /// 另存读出的正文，偏移量以它为准
        #[arg(long)]
        text: Option<PathBuf>,
    },
    /// PDF 的文字层（由本程序自己调用，从标准输入读）
    #[command(hide = true)]
    PdfText,
}

#[derive(Debug, Args)]
pub struct Screen {
    /// 标准，例如 hnte-2016、tech-sme-2017
    #[arg(long)]
    pub criteria: String,
    /// 按哪一天核对
    #[arg(long)]
    pub on: Day,
    /// 不找补短板的路
    #[arg(long)]
    pub no_roads: bool,
    /// 每行一个 JSON 对象
    #[arg(long)]
    pub json: bool,
    /// .csv 或 .xlsx，一行一家企业
    pub file: PathBuf,
}

#[derive(Debug, Args)]
pub struct Figures {
    /// 年度，缺省为截至日所在年
    #[arg(long)]
    pub period: Option<i32>,
    /// 截至哪一天，缺省今天
    #[arg(long)]
    pub as_of: Option<Day>,
    /// 按哪一刻已知的记录算，缺省现在（RFC 3339，带时区）
    #[arg(long, value_parser = moment)]
    pub known_at: Option<Moment>,
    /// 按镇、科室或月份分列
    #[arg(long, value_parser = ["town", "office", "month"])]
    pub by: Option<String>,
    /// 只算一个指标
    #[arg(long)]
    pub indicator: Option<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Subcommand)]
pub enum Ledger {
    /// 检查 .xlsx 或 .csv，没有错就全部导入
    Load(Load),
}

#[derive(Debug, Args)]
pub struct Load {
    pub file: PathBuf,
    /// 台账类别，例如 payment；不写则按表头认
    #[arg(long)]
    pub kind: Option<String>,
    /// 工作表的名称，可以写几次；表头相同的几张一起读。不写则读最像的一张和与它表头相同的
    #[arg(long)]
    pub sheet: Vec<String>,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Backup {
    /// 备份文件，如 kedu.zip；已有的文件不会被覆盖
    pub file: PathBuf,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Restore {
    /// kedu backup 生成的文件
    pub file: PathBuf,
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Administrator {
    /// 谁的登录名
    #[arg(long, default_value = "admin")]
    pub name: String,
}

#[derive(Debug, Args)]
pub struct Verify {
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, Args)]
pub struct Generate {
    /// 企业数
    #[arg(long, default_value_t = 2000, value_parser = clap::value_parser!(u64).range(20..=500_000))]
    pub firms: u64,
    /// 台账记录数，每条约有三个版本
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    pub rows: u64,
    /// 年数，从 2020 年起
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=50))]
    pub years: u32,
    /// 同一个种子生成同样的内容
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    #[arg(long)]
    pub json: bool,
}

fn moment(text: &str) -> Result<Moment, &'static str> {
    Moment::parse_rfc3339(text).ok_or("要写带时区的时刻，例如 2020-09-01T09:00:00+08:00")
}

/// Wrong usage. A value that was refused in Chinese is not wrapped into the English of the parser.
pub fn refused(error: &clap::Error) -> ExitCode {
    use clap::error::{ContextKind, ContextValue, ErrorKind};
    let why = std::error::Error::source(error).map(ToString::to_string);
    if let (ErrorKind::ValueValidation, Some(why), Some(ContextValue::String(argument))) =
        (error.kind(), why, error.get(ContextKind::InvalidArg))
        && !why.is_ascii()
    {
        let argument = argument.split_whitespace().next().unwrap_or_default();
        told::aside(format!("kedu: {argument} 的值不对：{why}"));
        return ExitCode::from(2);
    }
    error.exit()
}
