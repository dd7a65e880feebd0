//! The traps of counting twice, one table for each indicator: what the rows come to, and why the others are left out.

use measure::Asking;
use measure::fold::fold;
use measure::sql::{Question, compile};
use measure::{Exact, Known, Scope};
use values::{Day, Period};

use crate::database::{COUNTY, Database};
use crate::shipped::{indicators, kinds};
use crate::worlds::world;

struct Trap {
    what: &'static str,
    indicator: &'static str,
    rows: &'static [&'static str],
    value: Option<(i64, i64)>,
    /// In the order of parts and reasons, `code × rows`.
    left_out: &'static [(&'static str, i64)],
}

const TRAPS: &[Trap] = &[
    Trap {
        what: "book expenses and the tax deduction are no R&D expenditure; an estimate is none either",
        indicator: "rd-intensity",
        rows: &[
            "statistic 2020-12-31 series=rd_expense_book span=year stage=final value=900 published_on=2021-02-01",
            "statistic 2020-12-31 series=rd_deduction span=year stage=final value=800 published_on=2021-02-01",
            "statistic 2020-12-31 series=rd_expenditure span=year stage=estimate value=700 published_on=2020-10-01",
            "statistic 2020-12-31 series=gdp span=year stage=final value=10000 published_on=2021-02-01",
        ],
        value: None,
        left_out: &[("clause-1", 1), ("unpaired", 1)],
    },
    Trap {
        what: "of two revisions of one GDP the final counts, and of two final ones the one published later",
        indicator: "rd-intensity",
        rows: &[
            "statistic 2020-12-31 series=rd_expenditure span=year stage=preliminary value=250 published_on=2021-02-01",
            "statistic 2020-12-31 series=gdp span=year stage=preliminary value=9000 published_on=2021-03-01",
            "statistic 2020-12-31 series=gdp span=year stage=final value=9500 published_on=2021-01-01",
            "statistic 2020-12-31 series=gdp span=year stage=final value=10000 published_on=2021-02-01",
        ],
        value: Some((250, 10_000)),
        left_out: &[("older", 2)],
    },
    Trap {
        what: "the share is a ratio of cumulated sums of the newest month that both have, never an average",
        indicator: "hightech-output-share",
        rows: &[
            "statistic 2020-06-30 series=hightech_output span=year_to_date stage=preliminary value=40 published_on=2020-07-20",
            "statistic 2020-06-30 series=industrial_output span=year_to_date stage=preliminary value=100 published_on=2020-07-20",
            "statistic 2020-07-31 series=hightech_output span=year_to_date stage=preliminary value=52 published_on=2020-08-20",
            "statistic 2020-07-31 series=industrial_output span=year_to_date stage=preliminary value=120 published_on=2020-08-20",
            "statistic 2020-08-31 series=hightech_output span=year_to_date stage=preliminary value=60 published_on=2020-09-20",
            "statistic 2020-07-31 series=hightech_output span=month stage=preliminary value=12 published_on=2020-08-20",
            "statistic T1 2020-08-31 series=industrial_output span=year_to_date stage=preliminary value=20 published_on=2020-09-20",
        ],
        value: Some((52, 120)),
        left_out: &[("older", 1), ("unpaired", 1), ("older", 1)],
    },
    Trap {
        what: "renewed in time is no increase; a new name is the same firm; revoked, moved out and run out are less",
        indicator: "hnte-net-increase",
        rows: &[
            "hnte_certificate F1 2017-11-17 valid_until=2020-11-16",
            "hnte_certificate F1 2020-12-02 valid_until=2023-12-01",
            "hnte_certificate F2 2017-11-17 valid_until=2020-11-16",
            "hnte_certificate F3 2018-11-30 valid_until=2021-11-29 struck_on=2020-06-01",
            "hnte_certificate F4 2020-12-02 valid_until=2023-12-01 route=first",
            "hnte_certificate F5 2020-12-02 valid_until=2023-12-01 route=moved_in",
            "hnte_certificate F5 2020-12-03 valid_until=2023-12-02 route=first",
            "hnte_certificate F6 2020-12-02 valid_until=2023-12-01 !waiting",
        ],
        // On 31 December: F1, F4, F5. On the eve: F1, F2, F3.
        value: Some((0, 1)),
        left_out: &[("waiting", 1), ("same", 1)],
    },
    Trap {
        what: "two pools are one entry; who was in before is not new",
        indicator: "pool-entries",
        rows: &[
            "pool_entry F1 2020-05-01 level=city",
            "pool_entry F1 2020-09-01 level=province",
            "pool_entry F2 2019-05-01 level=city",
            "pool_entry F2 2020-05-01 level=province",
            "pool_entry F3 2020-05-01 level=nation",
            "pool_entry F4 2020-05-01 level=county",
        ],
        value: Some((2, 1)),
        left_out: &[("clause-1", 1), ("clause-2", 1), ("same", 1)],
    },
    Trap {
        what: "an upgrade counts once, a renamed centre never again, two centres of one firm are two",
        indicator: "rd-institutions",
        rows: &[
            "title F1 2020-04-01 item=甲中心 class=engineering_centre level=city",
            "title F1 2020-09-01 item=甲中心 class=engineering_centre level=province",
            "title F1 2020-09-01 item=甲站 class=graduate_station level=province",
            "title F2 2018-09-01 item=乙中心 class=technology_centre level=province",
            "title F2 2020-09-01 item=乙中心 class=technology_centre level=province occasion=rename",
            "title F3 2020-09-01 item=丙空间 class=maker_space level=province",
            "title F4 2020-10-01 item=丁室 class=key_lab level=province",
            "title F4 2020-11-01 item=丁室 class=key_lab level=nation occasion=upgrade",
        ],
        value: Some((3, 1)),
        left_out: &[("clause-1", 1), ("clause-2", 1), ("same", 1)],
    },
    Trap {
        what: "intents, supplements, renewals, parts, a group's second report and what has not begun",
        indicator: "cooperation-projects",
        rows: &[
            "contract F1 2020-03-01 item=甲 nature=contract relation=new started_on=2020-04-01",
            "contract F2 2020-03-02 item=甲 nature=contract relation=new started_on=2020-04-01",
            "contract F1 2020-05-01 item=甲 nature=contract relation=supplement started_on=2020-05-01",
            "contract F1 2020-05-02 item=甲 nature=contract relation=split started_on=2020-05-02",
            "contract F1 2020-05-03 item=丙 nature=contract relation=renewal started_on=2020-05-03",
            "contract F3 2020-06-01 item=乙 nature=intent relation=new started_on=2020-06-01",
            "contract F3 2020-06-02 item=丁 nature=framework relation=new",
            "contract F3 2020-06-03 item=戊 nature=contract relation=new",
            "contract F3 2019-12-31 item=己 nature=contract relation=new started_on=2020-01-05",
        ],
        value: Some((1, 1)),
        left_out: &[
            ("clause-1", 2),
            ("clause-2", 3),
            ("clause-3", 1),
            ("same", 1),
        ],
    },
    Trap {
        what: "payments, not contract values; no subsidy, no other payee, no voucher twice, no unproven contract",
        indicator: "cooperation-spending",
        rows: &[
            "contract F1 2020-03-01 item=甲 amount=100000 nature=contract relation=new",
            "contract F2 2020-03-01 item=乙 amount=100000 nature=contract relation=new !waiting",
            "payment F1 2020-04-01 amount=300 payee_type=university source=enterprise contract=#1",
            "payment F1 2020-04-01 amount=300 payee_type=university source=enterprise contract=#1 !double",
            "payment F1 2020-04-02 amount=40 payee_type=institute source=subsidy contract=#1",
            "payment F1 2020-04-03 amount=50 payee_type=enterprise source=enterprise contract=#1",
            "payment F2 2020-04-04 amount=60 payee_type=institute source=enterprise contract=#2",
            "payment F1 2019-12-31 amount=70 payee_type=institute source=enterprise contract=#1",
            "payment F1 2020-12-31 amount=7 payee_type=institute source=enterprise contract=#1",
        ],
        value: Some((307, 1)),
        left_out: &[
            ("double", 1),
            ("clause-1", 1),
            ("clause-2", 1),
            ("clause-3", 1),
        ],
    },
    Trap {
        what: "a firm in both lists is one; five institutions of one firm are one; titles that ended are none",
        indicator: "institution-coverage",
        rows: &[
            "base_list F1 2020-01-01 class=large_medium",
            "base_list F1 2020-01-01 class=hnte_above_scale",
            "base_list F2 2020-01-01 class=hnte_above_scale",
            "base_list F3 2020-01-01 class=large_medium left_on=2020-07-01",
            "base_list F4 2019-01-01 class=large_medium",
            "base_list F5 2020-06-01 class=large_medium",
            "title F1 2015-09-01 item=甲中心 class=engineering_centre level=county",
            "title F1 2016-09-01 item=甲站 class=graduate_station level=province",
            "title F2 2016-09-01 item=乙中心 class=technology_centre level=city ended_on=2020-12-31",
            "title F5 2016-09-01 item=戊空间 class=maker_space level=nation",
        ],
        // F1 of F1, F2, F5.
        value: Some((1, 3)),
        left_out: &[("clause-1", 2), ("same", 1), ("same", 1)],
    },
    Trap {
        what: "passing the review again is not new",
        indicator: "national-incubators",
        rows: &[
            "title F1 2017-12-01 item=甲园 class=incubator level=nation",
            "title F1 2020-12-01 item=甲园 class=incubator level=nation occasion=review",
            "title F2 2019-12-01 item=乙园 class=incubator level=province",
            "title F2 2020-12-01 item=乙园 class=incubator level=nation occasion=upgrade",
            "title F3 2020-12-01 item=丙园 class=incubator level=province",
        ],
        value: Some((1, 1)),
        left_out: &[("clause-1", 1), ("clause-2", 1)],
    },
    Trap {
        what: "one operator's two spaces are two; the national filing of the same one is no second",
        indicator: "maker-spaces",
        rows: &[
            "title F1 2020-09-07 item=甲空间 class=maker_space level=province",
            "title F1 2020-09-07 item=乙空间 class=maker_space level=province",
            "title F1 2020-11-01 item=乙空间 class=maker_space level=nation",
            "title F2 2018-09-07 item=丙空间 class=maker_space level=province",
            "title F2 2020-11-01 item=丙空间 class=maker_space level=nation",
            "title F3 2020-05-01 item=丁空间 class=maker_space level=city",
        ],
        value: Some((2, 1)),
        left_out: &[("clause-1", 1), ("clause-2", 1), ("same", 1)],
    },
    Trap {
        what: "a loan booked by bank and bureau is one; renewals are new lending; other products are another figure",
        indicator: "technology-loans",
        rows: &[
            "disbursement F1 2020-03-01 amount=300 product=sukedai relation=first",
            "disbursement F1 2020-03-01 amount=300 product=sukedai relation=first !double",
            "disbursement F1 2020-09-01 amount=500 product=rukedai relation=renewal",
            "disbursement F2 2020-09-01 amount=900 product=microloan relation=first",
            "guarantee F1 2020-03-01 amount=300 relation=new loan=#1",
        ],
        value: Some((800, 1)),
        left_out: &[("double", 1)],
    },
    Trap {
        what: "what was newly guaranteed, not the balance; the same loan again is no second; the loan itself is another figure",
        indicator: "technology-guarantees",
        rows: &[
            "disbursement F1 2020-03-01 amount=300 product=sukedai relation=first",
            "guarantee F1 2020-03-01 amount=300 relation=new loan=#1",
            "guarantee F1 2020-09-01 amount=300 relation=same_loan_renewal loan=#1",
            "guarantee F2 2019-09-01 amount=800 relation=new",
            "guarantee F2 2020-09-01 amount=700 relation=renewal",
        ],
        value: Some((1_000, 1)),
        left_out: &[("clause-1", 1)],
    },
    Trap {
        what: "sent in again and joint applicants are one; titles have their own targets; the city is not the province",
        indicator: "project-applications",
        rows: &[
            "application F1 2020-03-01 item=计划甲·2020·F1 level=province class=project",
            "application F1 2020-05-01 item=计划甲·2020·F1 level=province class=project",
            "application F2 2020-03-01 item=计划甲·2020·F1 level=province class=project",
            "application F2 2020-03-02 item=计划甲·2020·F2 level=nation class=platform",
            "application F3 2020-06-01 item=高企·2020·F3 level=province class=hnte",
            "application F3 2020-06-01 item=科小·2020·F3 level=province class=tech_sme",
            "application F3 2020-07-01 item=计划乙·2020·F3 level=city class=project",
        ],
        value: Some((2, 1)),
        left_out: &[("clause-1", 1), ("clause-2", 2), ("same", 2)],
    },
    Trap {
        what: "instalments that arrived, less what was given back; no matching money, no other line, no document twice",
        indicator: "funds-won",
        rows: &[
            "money_received F1 2020-03-01 amount=100 class=arrival level=province line=science",
            "money_received F1 2020-03-01 amount=100 class=arrival level=province line=science !double",
            "money_received F1 2020-06-01 amount=50 class=arrival level=nation line=science instalment=rest",
            "money_received F1 2019-06-01 amount=70 class=arrival level=nation line=science instalment=first",
            "money_received F2 2020-06-01 amount=30 class=arrival level=city line=science",
            "money_received F2 2020-06-01 amount=20 class=arrival level=province line=industry",
            "money_received F2 2020-07-01 amount=40 class=refund level=province line=science",
            "money_received F2 2020-07-01 amount=10 class=refund level=county line=science",
        ],
        value: Some((110, 1)),
        left_out: &[
            ("double", 1),
            ("clause-1", 1),
            ("clause-2", 1),
            ("clause-1", 1),
        ],
    },
];

#[test]
fn nothing_is_counted_twice() {
    let kinds = kinds();
    let indicators = indicators(&kinds);
    for trap in TRAPS {
        let checked = indicators
            .get(trap.indicator)
            .map(|indicator| indicator.check(&indicator.versions[0], &kinds).unwrap())
            .unwrap();
        let history = world(&kinds, trap.rows);
        let asking = Asking::new(
            COUNTY,
            Scope::default(),
            Period::year(2020).unwrap(),
            Day::of(2020, 12, 31).unwrap(),
            Known::Now(1),
        );
        assert_eq!(
            history.value(&checked, &asking),
            trap.value,
            "{}: {}",
            trap.indicator,
            trap.what
        );
        let answers =
            Database::holding(&history).answers(&compile(&checked, &asking, &Question::Value));
        let figure = fold(&checked, &answers).unwrap();
        assert_eq!(
            figure.value,
            trap.value.and_then(|(num, den)| Exact::ratio(num, den)),
            "{}: {}",
            trap.indicator,
            trap.what
        );
        let left_out: Vec<(String, i64)> = figure
            .parts
            .iter()
            .flat_map(|part| &part.left_out)
            .map(|left| (left.reason.to_string(), left.entries))
            .collect();
        let expected: Vec<(String, i64)> = trap
            .left_out
            .iter()
            .map(|(reason, entries)| ((*reason).to_owned(), *entries))
            .collect();
        assert_eq!(left_out, expected, "{}: {}", trap.indicator, trap.what);
    }
}

#[test]
fn the_keys_against_counting_twice() {
    let kinds = kinds();
    let keys = [
        ("payment", "subject voucher_no"),
        ("contract", "partner contract_no"),
        ("disbursement", "contract_no disbursement_no"),
        ("guarantee", "guarantor contract_no"),
        ("money_received", "document subject class"),
        ("application", "programme application_no"),
        ("title", "item class level document"),
        ("hnte_certificate", "number"),
        ("base_list", "subject class list_year"),
    ];
    for (kind, key) in keys {
        assert_eq!(kinds.get(kind).unwrap().once.join(" "), key);
    }
}
