//! What is wrong with a row, told at its cell.

use measure::kind::Kind;
use paper::fault::{Fault, Repair};
use paper::intake::Spot;
use paper::{Address, Type, Wanted};

use super::{Checking, Placed};
use crate::import::meant::Told;
use crate::import::wanted::{CODE, FIRM, TOWN};
use enterprise::door::Unknown;

impl Checking<'_> {
    pub(super) fn twice(&mut self, one: &Placed, first: Spot) {
        let kind = self.asked.kind;
        let own = kind.once.iter().rev().find(|id| kind.field(id).is_some());
        let field = own.map_or(FIRM, String::as_str);
        let given = self.shown(one, field);
        let what = kind
            .field(field)
            .map_or("企业", |field| field.name.as_str());
        self.add(
            one.told.spot,
            field,
            "同一份表里重复".to_owned(),
            given,
            format!(
                "与{}重复（同一{}），只留一行",
                self.asked.read.place(first),
                named_key(kind, what)
            ),
        );
    }

    /// Columns that are not there and would be filled, and amounts in a unit that nobody said.
    pub(super) fn tell_columns(&mut self) {
        let asked = self.asked;
        let read = asked.read;
        let top = Spot {
            sheet: 0,
            row: read.table.header_row.max(1),
        };
        let way_out = match asked.by.program {
            true => "请加上这一列，或把是这一列的表头改成这个名字",
            false => "请加上这一列，或在“看懂了什么”那一步指明是哪一列",
        };
        let lacking = std::mem::take(&mut self.lacking);
        if !lacking.is_empty()
            && read
                .table
                .columns
                .iter()
                .all(|one| one.field.is_none() || one.weak)
        {
            let way_out = match asked.by.program {
                true => "请在记录上面加一行表头，写明每列是什么",
                false => "请在记录上面加一行表头，写明每列是什么，或在“看懂了什么”那一步指明各列",
            };
            let why = format!("没有找到表头：没有一列的名称认得出来。{way_out}");
            let fault = self.fault(top, "", "没有找到表头".to_owned(), String::new(), why);
            self.faults.add_to_heading(fault);
            return;
        }
        for (label, rows) in lacking {
            let field = asked.wanted.iter().find(|one| one.name == label);
            let mut columns = read.table.columns.iter();
            let like = columns.find(|one| field.is_some_and(|field| one.resembles == field.id));
            let like = like.map(|one| {
                let why = one.why.split('；').next().unwrap_or_default();
                format!("（{} 列“{}”{why}）", one.letter, one.heading)
            });
            let like = like.unwrap_or_default();
            let why = format!("表里没有“{label}”这一列，有 {rows} 行新记录要填{like}。{way_out}");
            let fault = self.fault(top, "", "缺少要填的列".to_owned(), label, why);
            self.faults.add_to_heading(fault);
        }
        self.tell_rivals();
        self.tell_towns();
        self.tell_sheets();
        self.tell_lines();
        for (sheet, table) in read.tables().enumerate() {
            let row = table.header_row.max(1);
            for column in table.doubts(&asked.wanted) {
                let heading = &column.heading;
                self.faults.add_to_heading(Fault {
                    sheet,
                    at: Address::new(row, column.number),
                    field: column.field.clone().unwrap_or_default(),
                    sort: "金额的单位不明".to_owned(),
                    given: heading.clone(),
                    why: format!(
                        "{}。请在表头写明，如“金额（元）”“金额（万元）”",
                        column.doubt
                    ),
                    accepted: String::new(),
                    instead: String::new(),
                    repair: Repair::None,
                });
            }
        }
    }

    /// Towns that stand over their rows, which say nothing of them: those rows would be of no town.
    fn tell_towns(&mut self) {
        let asked = self.asked;
        let Some(town) = asked.wanted.iter().find(|one| one.id == TOWN) else {
            return;
        };
        if let Some(spot) = self.towns.only_first() {
            let at = asked.read.at(spot, &[TOWN]);
            let name = &town.name;
            let why = format!(
                "“{name}”看着只写在每组的第一行，{}这一格是空的，会算成全县（市）的。请每行填写；确是全县（市）的，请移到表的最前面",
                asked.read.place(spot)
            );
            self.add_above(spot.sheet, at, TOWN, "镇区只写在第一行", String::new(), why);
        }
        for (sheet, table) in asked.read.tables().enumerate() {
            for one in table.named_above(town) {
                self.faults.add_to_heading(Fault {
                    sheet,
                    at: Address::new(one.first, table.columns.first().map_or(1, |one| one.number)),
                    field: TOWN.to_owned(),
                    sort: "镇区写在记录上面".to_owned(),
                    given: one.text.clone(),
                    why: format!(
                        "“{}”单独写在第 {} 行，下面的记录没有“{}”这一列，不知道各属哪个镇区。请加上这一列，每行填写",
                        one.text, one.first, town.name
                    ),
                    accepted: String::new(),
                    instead: String::new(),
                    repair: Repair::None,
                });
            }
        }
    }

    /// Sheets that are such a table too and were not read: on a page a person sees them beside those that are.
    fn tell_sheets(&mut self) {
        let read = self.asked.read;
        if !self.asked.by.program || read.unlike.is_empty() {
            return;
        }
        let names: Vec<String> = read.unlike.iter().map(|name| format!("“{name}”")).collect();
        let names = names.join("、");
        let at = Address::new(read.table.header_row.max(1), 1);
        let why = format!(
            "工作表{names}也像是这样的表，但表头或单位与“{}”不完全一样，不能一起读。请用 --sheet 写明读哪一张，分几次导入；或把表头改得一样",
            read.table.sheet
        );
        self.add_above(0, at, "", "还有工作表没有读", names, why);
    }

    /// Lines within the table that say something of rows which nobody can tell.
    fn tell_lines(&mut self) {
        let read = self.asked.read;
        for (sheet, table) in read.tables().enumerate() {
            let first = table.columns.first().map_or(1, |one| one.number);
            for one in table.turned_above() {
                let why = format!(
                    "第 {} 行写着“{}”，看不出它下面的记录算不算。不算的请删掉；算的，请删掉第 {} 行",
                    one.first, one.text, one.first
                );
                let at = Address::new(one.first, first);
                self.add_above(sheet, at, "", "上面写着不算的记录", one.text.clone(), why);
            }
            for at in &table.parts {
                let column = table.columns.iter().find(|one| one.number == at.column);
                let (heading, field) = column.map_or(("", ""), |one| {
                    (
                        one.heading.as_str(),
                        one.field.as_deref().unwrap_or_default(),
                    )
                });
                let why = format!(
                    "第 {} 行只有“{heading}”这一格有内容，看不出是哪一条记录的。是单独一条的，请填齐这一行；是上一行没有写完的，请并到上一行；不要的请删掉",
                    at.row
                );
                self.add_above(sheet, *at, field, "只有一格有内容", heading.to_owned(), why);
            }
        }
    }

    fn add_above(
        &mut self,
        sheet: usize,
        at: Address,
        field: &str,
        sort: &str,
        given: String,
        why: String,
    ) {
        self.faults.add_to_heading(Fault {
            sheet,
            at,
            field: field.to_owned(),
            sort: sort.to_owned(),
            given,
            why,
            accepted: String::new(),
            instead: String::new(),
            repair: Repair::None,
        });
    }

    /// Columns that nobody chose between: of amounts, of the counting day, of the firm, and of what makes a row the same one.
    fn tell_rivals(&mut self) {
        let asked = self.asked;
        let table = &asked.read.table;
        for column in table.columns.iter().filter(|one| !one.rival.is_empty()) {
            let is_meant = |one: &&Wanted| column.field.as_ref() == Some(&one.id);
            let field = asked.wanted.iter().find(is_meant);
            let counts = |one: &&Wanted| {
                one.kind == Type::Money
                    || one.whom
                    || one.kind == Type::Code
                    || one.kind == Type::Day
                    || asked.kind.once.contains(&one.id)
            };
            let Some(field) = field.filter(counts) else {
                continue;
            };
            let why = format!(
                "{}。请把要导入的那一列的表头改成“{}”，另一列不改",
                column.rival, field.name
            );
            self.faults.add_to_heading(Fault {
                sheet: 0,
                at: Address::new(table.header_row.max(1), column.number),
                field: field.id.clone(),
                sort: "分不出是哪一列".to_owned(),
                given: column.heading.clone(),
                why,
                accepted: String::new(),
                instead: String::new(),
                repair: Repair::None,
            });
        }
    }

    pub(super) fn unknown_firm(&mut self, told: &Told, unknown: Unknown) {
        let at = self.at(told.spot, unknown.field);
        let named = (told.firm.as_str(), told.code.as_str());
        self.faults.add(unknown.fault((told.spot.sheet, at), named));
    }

    /// Adds what the check of fields found; false for what is told already.
    pub(super) fn complain(
        &mut self,
        one: &Placed,
        complaint: &web::Complaint,
        there: bool,
    ) -> bool {
        let field = complaint.field.as_str();
        let firm_is_told = field == FIRM && !(one.told.firm.is_empty() && one.told.code.is_empty());
        if firm_is_told || one.told.unread.iter().any(|id| id == field) {
            return false;
        }
        let is_missing = complaint.reason.starts_with("要填");
        let columns = [Some(field), (field == FIRM).then_some(CODE)];
        let has_column = columns
            .into_iter()
            .flatten()
            .any(|id| self.asked.read.table.column_of(id).is_some());
        if is_missing && !has_column && !there {
            *self.lacking.entry(complaint.label.clone()).or_default() += 1;
            return true;
        }
        let sort = match is_missing {
            true => format!("缺必填：{}", complaint.label),
            false => format!("{}：不符合登记要求", complaint.label),
        };
        let given = self.shown(one, field);
        let why = match (is_missing, given.trim()) {
            (true, "") => format!("{}要填", complaint.label),
            (true, given) => format!("{}要填，“{given}”按没有填算", complaint.label),
            (false, _) => complaint.reason.clone(),
        };
        self.add(one.told.spot, field, sort, given, why);
        true
    }

    /// What stands in the cell; of a field without a column its value.
    pub(super) fn shown(&self, one: &Placed, id: &str) -> String {
        let place = self.asked.wanted.iter().position(|wanted| wanted.id == id);
        let mut given = one.told.given.iter();
        if let Some((_, given)) = given.find(|(field, _)| Some(*field) == place) {
            return given.clone();
        }
        let field = self.asked.kind.field(id);
        let text = one.told.fields.get(id);
        match (field, text) {
            (Some(field), Some(text)) => crate::row::shown::exact(field, text),
            _ => String::new(),
        }
    }

    pub(super) fn label(&self, field: &str) -> String {
        let found = self.asked.kind.field(field);
        found.map_or_else(|| "企业".to_owned(), |field| field.name.clone())
    }

    pub(super) fn add(
        &mut self,
        spot: Spot,
        field: &str,
        sort: String,
        given: String,
        why: String,
    ) {
        let fault = self.fault(spot, field, sort, given, why);
        self.faults.add(fault);
    }

    fn fault(&self, spot: Spot, field: &str, sort: String, given: String, why: String) -> Fault {
        let at = self.at(spot, field);
        let wanted = self.asked.wanted.iter().find(|one| one.id == field);
        Fault {
            sheet: spot.sheet,
            at,
            field: field.to_owned(),
            sort,
            given,
            why,
            // “可填：文字” helps nobody.
            accepted: wanted
                .filter(|one| !matches!(one.kind, Type::Text | Type::Long))
                .map(paper::value::accepted)
                .unwrap_or_default(),
            instead: String::new(),
            repair: Repair::None,
        }
    }

    /// The cell of a field.
    fn at(&self, spot: Spot, field: &str) -> Address {
        let fields = match field {
            FIRM => &[FIRM, CODE][..],
            other => &[other],
        };
        self.asked.read.at(spot, fields)
    }
}

/// 企业和凭证号
pub(super) fn named_key(kind: &Kind, last: &str) -> String {
    let named = kind.once.iter().filter_map(|id| match id.as_str() {
        "subject" => Some("企业"),
        "town" => Some("镇区"),
        id => kind.field(id).map(|field| field.name.as_str()),
    });
    let named: Vec<&str> = named.collect();
    if named.is_empty() {
        last.to_owned()
    } else {
        named.join("、")
    }
}
