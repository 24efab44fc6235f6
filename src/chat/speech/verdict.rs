//! Why an answer to a question of the quiz was accepted or refused, in a sentence.

use crate::quiz::Precision;
use crate::quiz::judge::Reason;

/// Why, in a sentence.
pub fn reason(reason: Reason) -> String {
    let sentence = match reason {
        Reason::Right => "That is the answer.",
        Reason::Slip => "That is the answer, with a slip.",
        Reason::OtherScript => "That is the answer, in other letters.",
        Reason::PartOfName => "That is enough of the name.",
        Reason::Empty => "There is no answer in it.",
        Reason::NotKnown => "That says only that you do not know.",
        Reason::Wildcard => "It has a sign that stands for anything.",
        Reason::Echo => "That is the question itself.",
        Reason::Several => "It offers more than one answer, and one is asked.",
        Reason::Negated => "It says what the answer is not.",
        Reason::Another => "That is somebody or something else.",
        Reason::Namesake => "That is a namesake.",
        Reason::TooLittle => "That is too little of the name.",
        Reason::Range => "That is a span, and a single value is asked.",
        Reason::TooVague(precision) => return too_vague(precision),
        Reason::OtherDate => "That is another date.",
        Reason::NoDate => "There is no date in it.",
        Reason::OtherNumber => "That is another number.",
        Reason::NoNumber => "There is no number in it.",
        Reason::OtherUnit => "The number fits, and what it counts does not.",
        Reason::Missing(1) => "One is missing.",
        Reason::Missing(missing) => return format!("{missing} are missing."),
        Reason::Surplus => "It names one that does not belong there.",
        Reason::OtherChoice => "That is another of the choices.",
        Reason::NoChoice => "That is none of the choices.",
        Reason::OtherOrder => "That is another order.",
        Reason::NoOrder => "That does not bring all of them into order, each once.",
        Reason::Wrong => "That is not the answer.",
    };
    sentence.to_owned()
}

fn too_vague(asked: Precision) -> String {
    let asked = match asked {
        Precision::Decade => "the decade is",
        Precision::Year => "the year is",
        Precision::Month => "month and year are",
        Precision::Day => "day, month and year are",
    };
    format!("Close, but {asked} asked.")
}

#[cfg(test)]
mod tests {
    use super::reason;
    use crate::quiz::Precision;
    use crate::quiz::judge::Reason;

    #[test]
    fn a_reason_is_a_sentence() {
        assert_eq!(reason(Reason::Missing(2)), "2 are missing.");
        assert_eq!(
            reason(Reason::TooVague(Precision::Day)),
            "Close, but day, month and year are asked."
        );
    }
}
