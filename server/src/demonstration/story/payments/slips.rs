//! The papers of a payment that are drawn: the bank's slip and the invoice.

use values::Fen;

use super::Paid;
use crate::demonstration::paper::{Drawn, Form, Paper};

pub fn receipt(no: &str, firm: &str, partner: &str, bank: &str, paid: Paid) -> Paper {
    let lines = vec![
        ("回单号", no.to_owned()),
        ("付款人", firm.to_owned()),
        ("收款人", partner.to_owned()),
        ("金额", format!("{} 元", Fen(paid.fen).in_yuan())),
        ("日期", paid.on.to_string()),
        ("银行", format!("{bank}（虚构）")),
    ];
    Paper::file(
        "receipt",
        Drawn {
            name: format!("回单-{no}.pdf"),
            form: Form::Pdf,
            title: "银行电子回单",
            lines,
        },
    )
}

pub fn invoice_picture(no: &str, partner: &str, paid: Paid) -> Paper {
    let lines = vec![
        ("发票号", no.to_owned()),
        ("销售方", partner.to_owned()),
        ("金额", format!("{}元", Fen(paid.fen).plain())),
        ("开票日期", paid.on.to_string()),
    ];
    Paper::file(
        "invoice",
        Drawn {
            name: format!("增值税发票-{no}.png"),
            form: Form::Picture,
            title: "增值税发票",
            lines,
        },
    )
}
