//! How hard a question is, told by how it was answered.

use super::{Kind, Level};

/// How often a question was answered, and how often rightly.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Answers that were given.
    pub plays: u32,
    /// How many of them were right.
    pub right: u32,
}

/// How many plays what is known of others counts for. A question that was played as often is told
/// half by its own answers; fewer than a round's members should not make it easy or hard.
pub const PRIOR_PLAYS: f64 = 8.0;

/// A question that so many get is easy.
pub const EASY_MIN: f64 = 0.6;

/// A question that fewer get is hard.
pub const MEDIUM_MIN: f64 = 0.4;

/// The share of right answers to expect of a question: its own, shrunk toward the average of its
/// kind as long as plays are few, and that toward what the kind is like where nobody played yet.
pub fn share(question: Tally, kind: Kind, all_of_kind: Tally) -> f64 {
    shrunk(question, shrunk(all_of_kind, before_any_play(kind)))
}

/// How hard a question is of which such a share of answers is right.
pub fn level(share: f64) -> Level {
    if share >= EASY_MIN {
        Level::Easy
    } else if share >= MEDIUM_MIN {
        Level::Medium
    } else {
        Level::Hard
    }
}

/// The mean of a beta distribution after these plays, of which the prior has its mean at
/// `expected` and weighs [`PRIOR_PLAYS`].
fn shrunk(tally: Tally, expected: f64) -> f64 {
    let right = f64::from(tally.right.min(tally.plays));
    (right + PRIOR_PLAYS * expected) / (f64::from(tally.plays) + PRIOR_PLAYS)
}

/// What the kind suggests: a coin gets half of what is true or false, and a name has to be known.
fn before_any_play(kind: Kind) -> f64 {
    match kind {
        Kind::TrueFalse => 0.65,
        Kind::Choice => 0.55,
        Kind::Closest => 0.45,
        Kind::Typed | Kind::Order => 0.35,
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, level, share};
    use crate::quiz::{Kind, Level};

    fn of(right: u32, plays: u32) -> Tally {
        Tally { plays, right }
    }

    #[test]
    fn a_question_is_told_by_its_kind_until_it_was_played_often() {
        for (question, all_of_kind, expected) in [
            // Nobody played anything: what the kind is like.
            (of(0, 0), of(0, 0), 0.55),
            // The kind is known, the question is not.
            (of(0, 0), of(900, 992), 0.9044),
            // As many plays as the prior weighs: half and half.
            (of(8, 8), of(1_000, 1_992), 0.7511),
            (of(0, 8), of(1_000, 1_992), 0.2511),
            // One slip tells little.
            (of(0, 1), of(1_000, 1_992), 0.4464),
            // Many plays tell nearly all.
            (of(100, 1_000), of(1_000, 1_992), 0.1032),
        ] {
            let found = share(question, Kind::Choice, all_of_kind);
            assert!((found - expected).abs() < 0.0005, "{question:?}: {found}");
        }
    }

    #[test]
    fn every_level_has_a_kind_before_any_play() {
        for (kind, expected) in [
            (Kind::TrueFalse, Level::Easy),
            (Kind::Choice, Level::Medium),
            (Kind::Closest, Level::Medium),
            (Kind::Typed, Level::Hard),
            (Kind::Order, Level::Hard),
        ] {
            assert_eq!(level(share(of(0, 0), kind, of(0, 0))), expected, "{kind:?}");
        }
    }

    #[test]
    fn levels_meet_at_their_bounds() {
        for (share, expected) in [
            (1.0, Level::Easy),
            (0.6, Level::Easy),
            (0.599, Level::Medium),
            (0.4, Level::Medium),
            (0.399, Level::Hard),
            (0.0, Level::Hard),
        ] {
            assert_eq!(level(share), expected, "{share}");
        }
    }

    #[test]
    fn more_right_answers_never_make_it_harder() {
        for plays in [1, 5, 50] {
            for right in 0..plays {
                let all = of(10, 20);
                let fewer = share(of(right, plays), Kind::Typed, all);
                assert!(fewer < share(of(right + 1, plays), Kind::Typed, all));
            }
        }
    }

    #[test]
    fn a_tally_that_cannot_be_gives_a_share_all_the_same() {
        let found = share(of(9, 3), Kind::Choice, of(u32::MAX, 1));
        assert!((0.0..=1.0).contains(&found), "{found}");
    }
}
