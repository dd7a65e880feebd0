/// How far a table has come. Stored as its short text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Read; its columns are to be settled.
    Read,
    /// Checked; something is to be changed.
    Faulty,
    /// Checked; may go in.
    Ready,
    Loaded,
    Undone,
}

impl Stage {
    const ALL: [Stage; 5] = [
        Stage::Read,
        Stage::Faulty,
        Stage::Ready,
        Stage::Loaded,
        Stage::Undone,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Stage::Read => "read",
            Stage::Faulty => "faulty",
            Stage::Ready => "ready",
            Stage::Loaded => "loaded",
            Stage::Undone => "undone",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Stage::ALL.into_iter().find(|stage| stage.code() == code)
    }

    pub fn word(self) -> &'static str {
        match self {
            Stage::Read => "待检查",
            Stage::Faulty => "有错待改",
            Stage::Ready => "等您确认",
            Stage::Loaded => "已导入",
            Stage::Undone => "已撤销",
        }
    }

    /// Whether nothing of it is in yet.
    pub fn is_open(self) -> bool {
        matches!(self, Stage::Read | Stage::Faulty | Stage::Ready)
    }
}

#[cfg(test)]
mod tests {
    use super::Stage;

    #[test]
    fn stages_are_read_as_they_are_written() {
        for stage in Stage::ALL {
            assert_eq!(Stage::from_code(stage.code()), Some(stage));
        }
    }
}
