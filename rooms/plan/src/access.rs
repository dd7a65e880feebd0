//! Who may do what with the plan. Everybody who is signed in may read it.

use values::Id;
use web::{Actor, Error, Organisation, Result, Role};

/// The stable code of the bureau's general office (办公室).
const GENERAL_OFFICE: &str = "general";

/// The right to upload a notice and to map it.
#[derive(Debug)]
pub struct MayMap(());

/// The right to change a target, its curve and its split.
#[derive(Debug)]
pub struct MayPlan(());

/// The right to report on a duty.
#[derive(Debug)]
pub struct MayReport(());

/// The right to say who carries a target or a duty, and to set its milestones.
#[derive(Debug)]
pub struct MayAssign(());

/// The right to exempt a period from a rhythm rule.
#[derive(Debug)]
pub struct MayExempt(());

/// The right to lay down a holiday or a shifted working day.
#[derive(Debug)]
pub struct MaySetDays(());

const LEADERS: [Role; 3] = [Role::Head, Role::Deputy, Role::Director];

/// Heads of offices, the leaders, and the staff of the general office.
pub fn map(actor: &Actor) -> Result<MayMap> {
    let may = actor.has_any(&LEADERS) || actor.has_in_office(&[Role::Staff], GENERAL_OFFICE);
    may.then_some(MayMap(())).ok_or_else(|| {
        Error::forbidden(
            "年度计划由科室负责人、分管领导、局长和办公室经办来定，您可以查看。",
            "科室负责人、分管领导、局长、办公室经办",
        )
    })
}

/// The leaders, the general office, and the head of the office that leads; where none leads yet, any head.
fn leads_it(actor: &Actor, office: &str) -> bool {
    let own = match office {
        "" => actor.has(Role::Head),
        office => actor.has_in_office(&[Role::Head], office),
    };
    own || actor.has_in_office(&[Role::Staff, Role::Head], GENERAL_OFFICE)
        || actor.has_any(&[Role::Deputy, Role::Director])
}

/// Those who lead a target of that office. Another office's head sees it only.
pub fn plan(actor: &Actor, office: &str) -> Result<MayPlan> {
    leads_it(actor, office)
        .then_some(MayPlan(()))
        .ok_or_else(|| {
            Error::forbidden(
                "目标、曲线和分解由责任科室负责人、分管领导、局长和办公室来定，您可以查看。",
                "责任科室负责人、分管领导、局长、办公室",
            )
        })
}

/// Those who lead it, and the people of its lead office and of the offices that assist.
pub fn report(actor: &Actor, office: &str, assisting: &[Id<Organisation>]) -> Result<MayReport> {
    const OF_AN_OFFICE: [Role; 3] = [Role::Staff, Role::Verifier, Role::Head];
    let own = !office.is_empty() && actor.has_in_office(&OF_AN_OFFICE, office);
    let assists = || {
        let at = |unit: &Id<Organisation>| actor.has_at(&OF_AN_OFFICE, *unit);
        assisting.iter().any(at)
    };
    (own || leads_it(actor, office) || assists())
        .then_some(MayReport(()))
        .ok_or_else(|| {
            Error::forbidden(
                "工作任务和节点的进展由牵头科室和配合科室填报，您可以查看。",
                "牵头科室和配合科室、分管领导、局长、办公室",
            )
        })
}

/// Those who lead it.
pub fn assign(actor: &Actor, office: &str) -> Result<MayAssign> {
    leads_it(actor, office)
        .then_some(MayAssign(()))
        .ok_or_else(|| {
            Error::forbidden(
                "分工和节点由牵头科室负责人、分管领导、局长和办公室来定，您可以查看。",
                "牵头科室负责人、分管领导、局长、办公室",
            )
        })
}

/// Files that show a report are for the bureau, and for the towns that assist.
pub fn see_evidence(actor: &Actor, assisting: &[Id<Organisation>]) -> Result<()> {
    match actor.sees_only_town() {
        Some(town) if !assisting.contains(&town) => Err(Error::forbidden(
            "这项任务不由您的镇区配合，佐证文件由科室和局领导查看。",
            "科室人员、局领导、配合镇区",
        )),
        _ => Ok(()),
    }
}

/// Heads of offices and the leaders.
pub fn exempt(actor: &Actor) -> Result<MayExempt> {
    let may = actor.has_any(&LEADERS);
    may.then_some(MayExempt(())).ok_or_else(|| {
        Error::forbidden(
            "节奏免考由科室负责人、分管领导或局长批准后登记。",
            "科室负责人、分管领导、局长",
        )
    })
}

/// The administrator, the staff of the general office, heads of offices and the leaders.
pub fn set_days(actor: &Actor) -> Result<MaySetDays> {
    let may = actor.has(Role::Administrator) || map(actor).is_ok();
    may.then_some(MaySetDays(())).ok_or_else(|| {
        Error::forbidden(
            "工作日历由办公室经办、科室负责人、局领导和系统管理员登记，您可以查看。",
            "办公室经办、科室负责人、分管领导、局长、系统管理员",
        )
    })
}

/// Those whose phone shows the year worst first: heads of offices and the leaders.
pub fn leads(actor: &Actor) -> bool {
    actor.has_any(&LEADERS)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use values::{Day, Id, Moment};
    use web::{Place, Post};

    fn actor(role: Role, office: &str) -> Actor {
        let post = Post {
            organisation: Id::NONE,
            organisation_name: String::new(),
            organisation_code: office.to_owned(),
            place: Place::Office,
            role,
            since: Day::of(2015, 1, 1).unwrap(),
        };
        Actor {
            county: String::new(),
            person: Id::NONE,
            name: String::new(),
            bureau: String::new(),
            posts: vec![post],
            last_seen: Moment::default(),
            must_change_password: false,
            news: web::News::default(),
        }
    }

    /// `(role, may map, may report on a duty of 高新科 from there and from elsewhere, may exempt)`
    const TABLE: [(Role, bool, bool, bool, bool); 7] = [
        (Role::Staff, false, true, false, false),
        (Role::Verifier, false, true, false, false),
        (Role::Head, true, true, false, true),
        (Role::Deputy, true, true, true, true),
        (Role::Director, true, true, true, true),
        (Role::Town, false, false, false, false),
        (Role::Administrator, false, false, false, false),
    ];

    /// `(role, may assign and plan what 高新科 leads from there, from elsewhere, and what nobody leads)`
    const ASSIGN: [(Role, bool, bool, bool); 7] = [
        (Role::Staff, false, false, false),
        (Role::Verifier, false, false, false),
        (Role::Head, true, false, true),
        (Role::Deputy, true, true, true),
        (Role::Director, true, true, true),
        (Role::Town, false, false, false),
        (Role::Administrator, false, false, false),
    ];

    #[test]
    fn who_may_assign() {
        for (role, there, elsewhere, nobody) in ASSIGN {
            let may = |office: &str, lead: &str| assign(&actor(role, office), lead).is_ok();
            assert_eq!(may("hightech", "hightech"), there, "{role:?} there");
            assert_eq!(may("finance", "hightech"), elsewhere, "{role:?} elsewhere");
            assert_eq!(may("hightech", ""), nobody, "{role:?} where nobody leads");
            let may = |office: &str, lead: &str| plan(&actor(role, office), lead).is_ok();
            assert_eq!(may("hightech", "hightech"), there, "{role:?} plans there");
            assert_eq!(
                may("finance", "hightech"),
                elsewhere,
                "{role:?} plans elsewhere"
            );
            assert_eq!(
                may("hightech", ""),
                nobody,
                "{role:?} plans what nobody leads"
            );
        }
        for role in [Role::Staff, Role::Head] {
            assert!(assign(&actor(role, GENERAL_OFFICE), "hightech").is_ok());
        }
        assert!(assign(&actor(Role::Verifier, GENERAL_OFFICE), "hightech").is_err());
    }

    #[test]
    fn who_assists_reports_too() {
        let unit = Id::new(values::fresh(Moment::default()));
        for (role, may) in [
            (Role::Staff, true),
            (Role::Verifier, true),
            (Role::Head, true),
            (Role::Town, false),
            (Role::Administrator, false),
        ] {
            let mut one = actor(role, "finance");
            one.posts[0].organisation = unit;
            assert_eq!(report(&one, "hightech", &[unit]).is_ok(), may, "{role:?}");
            assert!(report(&one, "hightech", &[]).is_err(), "{role:?} alone");
        }
    }

    #[test]
    fn towns_see_the_evidence_of_what_they_assist() {
        let mut town = actor(Role::Town, "");
        town.posts[0].organisation = Id::new(values::fresh(Moment::default()));
        let own = town.posts[0].organisation;
        assert!(see_evidence(&town, &[]).is_err());
        assert!(see_evidence(&town, &[own]).is_ok());
        assert!(see_evidence(&actor(Role::Staff, "finance"), &[]).is_ok());
    }

    #[test]
    fn who_may_do_what() {
        for (role, may_map, there, elsewhere, may_exempt) in TABLE {
            assert_eq!(
                map(&actor(role, "hightech")).is_ok(),
                may_map,
                "{role:?} maps"
            );
            assert_eq!(
                report(&actor(role, "hightech"), "hightech", &[]).is_ok(),
                there,
                "{role:?} reports there"
            );
            assert_eq!(
                report(&actor(role, "finance"), "hightech", &[]).is_ok(),
                elsewhere,
                "{role:?} reports elsewhere"
            );
            assert_eq!(
                exempt(&actor(role, "hightech")).is_ok(),
                may_exempt,
                "{role:?} exempts"
            );
        }
        assert!(map(&actor(Role::Staff, GENERAL_OFFICE)).is_ok());
        assert!(report(&actor(Role::Staff, GENERAL_OFFICE), "hightech", &[]).is_ok());
        assert!(map(&actor(Role::Verifier, GENERAL_OFFICE)).is_err());
        assert!(exempt(&actor(Role::Staff, GENERAL_OFFICE)).is_err());
        assert!(report(&actor(Role::Staff, ""), "", &[]).is_err());
        for (role, office, may) in [
            (Role::Administrator, "", true),
            (Role::Staff, GENERAL_OFFICE, true),
            (Role::Head, "hightech", true),
            (Role::Staff, "hightech", false),
            (Role::Town, "", false),
        ] {
            assert_eq!(
                set_days(&actor(role, office)).is_ok(),
                may,
                "{role:?} sets days"
            );
        }
    }
}
