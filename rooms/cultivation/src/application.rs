//! A firm's application in a batch: its state, its documents, an appeal against a refusal.

pub mod acts;
pub mod material;
pub mod pages;
pub mod store;

use enterprise::door::Firm;
use values::{Day, Id, Moment};

use crate::batch::Batch;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Preparing,
    Submitted,
    Recognised,
    Failed,
    Appealing,
    Withdrawn,
}

impl State {
    pub const ALL: [State; 6] = [
        State::Preparing,
        State::Submitted,
        State::Recognised,
        State::Failed,
        State::Appealing,
        State::Withdrawn,
    ];

    pub fn code(self) -> &'static str {
        match self {
            State::Preparing => "preparing",
            State::Submitted => "submitted",
            State::Recognised => "recognised",
            State::Failed => "failed",
            State::Appealing => "appealing",
            State::Withdrawn => "withdrawn",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        State::ALL.into_iter().find(|state| state.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            State::Preparing => "备材料",
            State::Submitted => "已申报",
            State::Recognised => "已认定",
            State::Failed => "未通过",
            State::Appealing => "申诉中",
            State::Withdrawn => "已撤回",
        }
    }

    /// Class of its badge in the style sheet.
    pub fn badge(self) -> &'static str {
        match self {
            State::Preparing => "draft",
            State::Submitted | State::Appealing => "sent",
            State::Recognised => "ok",
            State::Failed => "bad",
            State::Withdrawn => "void",
        }
    }

    /// Whether a result is still to come.
    pub fn is_open(self) -> bool {
        matches!(self, State::Submitted | State::Appealing)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    pub id: Id<Application>,
    pub version: i64,
    pub batch: Id<Batch>,
    pub firm: Id<Firm>,
    pub state: State,
    /// The day on which it came into its state.
    pub day: Day,
    /// The certificate's number, once it is recognised.
    pub certificate: String,
    /// [`Day::NEVER`] unless it failed.
    pub appeal_until: Day,
    pub note: String,
    pub actor_name: String,
    pub moment: Moment,
}

impl Application {
    pub fn path(&self) -> String {
        format!("/cultivation/applications/{}", self.id)
    }

    /// The next version, in another state from a day on.
    pub fn became(&self, state: State, day: Day, note: &str) -> Application {
        Application {
            version: self.version + 1,
            state,
            day,
            note: note.to_owned(),
            ..self.clone()
        }
    }

    /// Whether an appeal may still be entered; why not.
    pub fn may_appeal(&self, day: Day) -> Result<(), String> {
        match self.state {
            State::Failed if day <= self.appeal_until => Ok(()),
            State::Failed => Err(format!("申诉期到 {} 为止，已经过了", self.appeal_until)),
            state => Err(format!("这份申报{}，没有可申诉的结果", state.word())),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn an_appeal_is_possible_until_its_day() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        for state in State::ALL {
            assert_eq!(State::from_code(state.code()), Some(state));
            let one = Application {
                id: Id::NONE,
                version: 1,
                batch: Id::NONE,
                firm: Id::NONE,
                state,
                day: day("2020-11-20"),
                certificate: String::new(),
                appeal_until: day("2020-12-04"),
                note: String::new(),
                actor_name: String::new(),
                moment: Moment::default(),
            };
            let failed = state == State::Failed;
            assert_eq!(one.may_appeal(day("2020-12-04")).is_ok(), failed);
            assert!(one.may_appeal(day("2020-12-05")).is_err());
        }
    }
}
