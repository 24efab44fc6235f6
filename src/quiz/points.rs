//! What a right answer is worth: all rules of points, and nothing else.

use super::Kind;

/// The most that a streak adds.
pub const STREAK_POINTS_MAX: u32 = 5;

/// What a right answer earned, part by part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    /// For being right, by the kind of question.
    pub worth: u32,
    /// For being quick: up to half of the worth, in proportion to the time left.
    pub speed: u32,
    /// For each right answer in a row before this one, up to a bound.
    pub streak: u32,
    /// Whether a hint halved it.
    pub is_halved: bool,
}

/// How a right answer came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// The kind of the question.
    pub kind: Kind,
    /// The time that was left when the answer was given, in milliseconds.
    pub left_ms: u64,
    /// The time that the question was open for, in milliseconds.
    pub open_ms: u64,
    /// How many questions before it the member got right in a row, in this round.
    pub streak: u32,
    /// Whether a hint was given before the answer.
    pub had_hint: bool,
}

/// What a question of a kind is worth.
pub fn worth(kind: Kind) -> u32 {
    match kind {
        // Half of all guesses are right.
        Kind::TrueFalse => 4,
        // One in four is.
        Kind::Choice => 10,
        // Somebody is always nearest.
        Kind::Closest => 12,
        Kind::Order => 16,
        // Nothing is there to choose from.
        Kind::Typed => 20,
    }
}

impl Points {
    /// What an effort earned.
    pub fn of(effort: Effort) -> Self {
        let worth = worth(effort.kind);
        let left_ms = effort.left_ms.min(effort.open_ms);
        let speed = u64::from(worth / 2) * left_ms / effort.open_ms.max(1);
        Self {
            worth,
            // At most half of a small number.
            speed: u32::try_from(speed).unwrap_or(worth / 2),
            streak: effort.streak.min(STREAK_POINTS_MAX),
            is_halved: effort.had_hint,
        }
    }

    /// All in all; a half point counts.
    pub fn total(self) -> u32 {
        let sum = self.worth + self.speed + self.streak;
        if self.is_halved { sum.div_ceil(2) } else { sum }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(kind: Kind, left_ms: u64, streak: u32, had_hint: bool) -> u32 {
        let open_ms = 20_000;
        let effort = Effort {
            kind,
            left_ms,
            open_ms,
            streak,
            had_hint,
        };
        Points::of(effort).total()
    }

    #[test]
    fn points_are_worth_speed_and_streak_halved_by_a_hint() {
        for (kind, left_ms, streak, had_hint, points) in [
            (Kind::Choice, 0, 0, false, 10),
            (Kind::Choice, 20_000, 0, false, 15),
            (Kind::Choice, 10_000, 0, false, 12),
            (Kind::Choice, 90_000, 0, false, 15),
            (Kind::Choice, 0, 3, false, 13),
            (Kind::Choice, 0, 30, false, 15),
            (Kind::Choice, 20_000, 5, true, 10),
            (Kind::TrueFalse, 0, 0, true, 2),
            (Kind::Typed, 20_000, 5, false, 35),
            (Kind::Typed, 0, 1, true, 11),
        ] {
            assert_eq!(
                total(kind, left_ms, streak, had_hint),
                points,
                "{kind:?} {left_ms} {streak} {had_hint}"
            );
        }
    }
}
