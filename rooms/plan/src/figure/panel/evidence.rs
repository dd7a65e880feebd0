//! The rows behind the value: counted, left out, and what changed since another moment.

use super::*;
use measure::language::{Part, Time};

/// How many rows of a part the panel shows.
const FEW: i64 = 8;

impl Made<'_> {
    /// 未计入 29 条 · 583.70 万元
    pub(super) fn left_title(&self) -> String {
        let figure = &self.found.figure;
        let sum: i64 = figure
            .parts
            .first()
            .map_or(0, |part| part.left_out.iter().map(|left| left.weight).sum());
        let shown = shown::of_part(self.indicator, self.checked(), &self.checked().first);
        let weighed = self.checked().op().is_none()
            && shown::is_weighed(&self.checked().first)
            && figure.left_out() > 0;
        if weighed {
            format!(
                "未计入 {} 条 · {}",
                figure.left_out(),
                Exact::whole(sum).with_unit(&shown)
            )
        } else {
            format!("未计入 {} 条", figure.left_out())
        }
    }

    pub(super) fn left_out(&self, path: &str) -> Vec<Off> {
        let mut lines = Vec::new();
        for (number, (part, figure)) in self
            .checked()
            .parts()
            .zip(&self.found.figure.parts)
            .enumerate()
        {
            let shown = shown::of_part(self.indicator, self.checked(), part);
            let part_name = shown::part_name(self.checked(), number);
            for left in &figure.left_out {
                let words = left.reason.words(part);
                lines.push(Off {
                    name: if part_name.is_empty() {
                        words.to_owned()
                    } else {
                        format!("{part_name}：{words}")
                    },
                    advice: shown::advice(left.reason).to_owned(),
                    entries: left.entries,
                    weight: Exact::whole(left.weight).shown(&shown),
                    act: shown::act(left.reason).to_owned(),
                    path: self.way(path, part, number, left.reason),
                });
            }
        }
        lines
    }

    /// Rows that wait for somebody are dealt with in the ledger's own list; the others are listed here, exactly these.
    fn way(&self, path: &str, part: &Part, number: usize, reason: Reason) -> String {
        let here = format!("{path}&part={number}&reason={reason}#rows");
        let is_now = self.asked.known.is_empty()
            && self.asked.day() == self.asked.today()
            && self.asked.is_county();
        if !is_now || !reason.is_promise() {
            return here;
        }
        let year = match part.time {
            Time::Flow => self.asked.day().year().to_string(),
            _ => "all".to_owned(),
        };
        format!("/ledger/{}?view={reason}&year={year}", part.kind)
    }

    /// The rows of the reason that the address asks for.
    pub(super) async fn chosen_reason(&self, tx: &mut Tx) -> Result<Option<ChosenReason>> {
        let Ok(reason) = self.list.get("reason").parse::<Reason>() else {
            return Ok(None);
        };
        let number = self.list.get("part").parse().unwrap_or(0);
        let (Some(part), Some(figure)) = (
            self.checked().part(number),
            self.found.figure.parts.get(number),
        ) else {
            return Ok(None);
        };
        let total = figure
            .left_out
            .iter()
            .find(|left| left.reason == reason)
            .map_or(0, |left| left.entries);
        let pager = Pager {
            page: self.list.page(),
            size: rows::PAGE,
            total,
        };
        let rows = self
            .lists()
            .left_out(tx, number, reason, pager.page)
            .await?;
        Ok(Some(ChosenReason {
            name: reason.words(part).to_owned(),
            rows,
            list: self.list.clone(),
            pager,
        }))
    }

    pub(super) async fn counted(&self, tx: &mut Tx, size: Size) -> Result<(Vec<Counted>, String)> {
        let turned: usize = self.list.get("part").parse().unwrap_or(0);
        let page = if self.list.get("reason").is_empty() {
            self.list.page()
        } else {
            1
        };
        let limit = if size == Size::Page { rows::PAGE } else { FEW };
        let sections = self.lists().counted(tx, (turned, page), limit).await?;
        let counted = sections
            .into_iter()
            .map(|section| self.section(section, (turned, page), size))
            .collect();
        if !rows::is_change_of_stock(self.checked()) {
            return Ok((counted, String::new()));
        }
        let both = self.candidates.in_both();
        Ok((
            counted,
            format!("另有 {both} {}两个日子都在，不增不减。", self.shown().unit),
        ))
    }

    fn lists(&self) -> Lists<'_> {
        Lists {
            indicator: self.indicator,
            checked: self.checked(),
            asking: &self.asked.asking,
            candidates: self.candidates,
        }
    }

    fn section(&self, section: Section, turned: (usize, i64), size: Size) -> Counted {
        let part = self
            .checked()
            .part(section.part)
            .filter(|part| shown::is_weighed(part) && !rows::is_change_of_stock(self.checked()));
        let figure = self.found.figure.parts.get(section.part);
        let sum = match part.zip(figure).filter(|_| section.total > 0) {
            None => String::new(),
            Some((part, figure)) => {
                let shown = shown::of_part(self.indicator, self.checked(), part);
                format!(" · {}", shown::part_value(figure, part, &shown))
            }
        };
        let name = if section.name.is_empty() {
            "计入".to_owned()
        } else {
            section.name
        };
        let page = if turned.0 == section.part {
            turned.1
        } else {
            1
        };
        let more =
            size == Size::Panel && section.total > i64::try_from(section.lines.len()).unwrap_or(0);
        Counted {
            id: format!("f2-{}", section.part),
            title: format!("{name} {} 条{sum}", section.total),
            more: if more {
                format!(
                    "/figures/{}{}#f2-{}",
                    self.indicator.id,
                    self.asked.query(),
                    section.part
                )
            } else {
                String::new()
            },
            none: if section.total == 0 {
                "没有计入的记录。".to_owned()
            } else {
                String::new()
            },
            rows: section.lines,
            list: self.pages_of(section.part),
            pager: Pager {
                page,
                size: if size == Size::Page {
                    rows::PAGE
                } else {
                    section.total.max(1)
                },
                total: section.total,
            },
        }
    }

    /// The address in which only this part's pages are turned.
    fn pages_of(&self, part: usize) -> ListQuery {
        let kept = ["scope", "day", "known", "period", "against"]
            .map(|name| (name.to_owned(), self.list.get(name).to_owned()));
        ListQuery::from_pairs(
            kept.into_iter()
                .chain([("part".to_owned(), part.to_string())]),
        )
    }

    /// The name of the counting day of the first part's kind: 付款日.
    pub(super) fn day_name(&self) -> String {
        let kind = self.asker.definitions.kinds.get(&self.checked().first.kind);
        kind.and_then(|kind| kind.field(&kind.day))
            .map_or_else(|| "计数日".to_owned(), |field| field.name.clone())
    }

    pub(super) fn weight_name(&self) -> String {
        shown::of_part(self.indicator, self.checked(), &self.checked().first).unit
    }

    pub(super) async fn bridge(&self, tx: &mut Tx) -> Result<Option<Between>> {
        let Some(from) = bridge::other_end(tx, self.asked).await? else {
            return Ok(None);
        };
        bridge::between(self.app, tx, &self.indicator.id, from, &self.asked.asking).await
    }

    pub(super) fn bridge_title(&self) -> String {
        if self.asked.against.is_empty() {
            "与另一时点的差".to_owned()
        } else {
            format!("与 {} 的差", self.asked.against)
        }
    }

    pub(super) fn bridge_none(&self, bridge: Option<&Between>) -> String {
        let text = match bridge {
            None if self.asked.against.is_empty() => {
                "填一个日子，看从那天到现在差在哪里：新增、补凭证、更正各多少。"
            }
            None => "那一天这个指标还没有定义，或公式的构成不同，不能逐项比较。",
            Some(between) if bridge::is_same(&between.from, &self.asked.asking) => {
                "两个时点相同，没有差。"
            }
            Some(_) => "",
        };
        text.to_owned()
    }

    pub(super) fn sumlines(&self, between: &Between) -> Vec<Sumline> {
        let word = |day: values::Day, moment: Option<Moment>| match moment {
            Some(moment) if moment.day() != day => {
                format!("{}（{}所知）", day.spoken(), moment.day().spoken())
            }
            _ => day.spoken(),
        };
        let line = |(number, bridge): (usize, &measure::fold::Bridge)| {
            let shown = self.checked().part(number).map_or_else(
                || self.shown().clone(),
                |part| shown::of_part(self.indicator, self.checked(), part),
            );
            Sumline {
                part: shown::part_name(self.checked(), number),
                from_word: word(between.from.day, between.from_moment),
                from: Exact::whole(bridge.opening).shown(&shown),
                to_word: word(self.asked.day(), self.asked.moment),
                to: Exact::whole(bridge.closing).shown(&shown),
                terms: bridge
                    .terms
                    .iter()
                    .map(|term| told(term, &shown, self.cause_path(number, term)))
                    .collect(),
            }
        };
        between.parts.iter().enumerate().map(line).collect()
    }

    /// The address of the rows of one cause.
    fn cause_path(&self, part: usize, term: &measure::fold::Term) -> String {
        format!(
            "/figures/{}{}&against={}&part={part}&cause={}#cause",
            self.indicator.id,
            self.asked.query(),
            web::encoded(&self.asked.against),
            term.cause.code()
        )
    }

    /// The rows of the cause that the address asks for, each with its change.
    pub(super) async fn chosen_cause(
        &self,
        tx: &mut Tx,
        between: Option<&Between>,
    ) -> Result<Option<ChosenReason>> {
        let asked = self.list.get("cause");
        let number: usize = self.list.get("part").parse().unwrap_or(0);
        let found = between
            .and_then(|between| between.parts.get(number))
            .and_then(|bridge| bridge.terms.iter().find(|term| term.cause.code() == asked));
        let (Some(term), Some(part)) = (found, self.checked().part(number)) else {
            return Ok(None);
        };
        let shown = shown::of_part(self.indicator, self.checked(), part);
        let pager = Pager {
            page: self.list.page(),
            size: rows::PAGE,
            total: i64::try_from(term.entries.len()).unwrap_or(i64::MAX),
        };
        let rows = rows::changed(tx, &self.asked.asking, &term.entries, pager.page, &shown);
        Ok(Some(ChosenReason {
            name: term.cause.words(term.sum).to_owned(),
            rows: rows.await?,
            list: self.list.clone(),
            pager,
        }))
    }
}

fn told(term: &measure::fold::Term, shown: &Shown, path: String) -> Term {
    let falls = term.sum < 0;
    Term {
        op: if falls { "−" } else { "+" },
        op_word: if falls { "减" } else { "加" },
        name: term.cause.words(term.sum),
        entries: term.entries.len(),
        weight: shown::change(term.sum, shown),
        class: if falls { "minus" } else { "plus" },
        path,
    }
}
