//! Daily facts, as a script asks for them and lives through the days.

use insta::assert_snapshot;

use crate::program::attache;

fn chat(script: &str) -> String {
    attache(&["chat"]).input(script).run().fine()
}

#[test]
fn a_channel_has_a_fact_a_day_and_an_anniversary_comes_first() {
    // The script begins on the first of January at noon, in Greenwich.
    assert_snapshot!(chat(
        "/daily show
/daily on 9 Karachi
/daily show
~ 1d
/daily off
~ 117d
/daily on 9 Karachi
~ 3d
/daily show
/daily off
/daily off
~ 2d
"
    ));
}

#[test]
fn moderators_decide_and_bad_input_is_told_with_an_example() {
    assert_snapshot!(chat(
        "ana: /daily on
ana: /daily show
/daily
/daily on 25
/daily on 9 UTC+5
/daily on 9 zenda
/daily on 9 Karachi gardening
/daily on 21.30 Karachi diplomacy
/daily preview
/daily now
/daily on 9pm Karachi arms channel:news
/daily show
~ 1d
"
    ));
}

#[test]
fn the_answer_to_the_question_of_the_day_is_not_told_before_its_time() {
    let question = "/daily on 13 UTC topic:\"Navy Day\" quiz:yes\n~ 90m\n";
    let ask = "/what navy day parade\n/source navy-day-parade-warship\nwhat joined the navy day parade?\n";
    let told = "A warship of Pakistan recently joined";
    assert_eq!(chat(ask).matches(told).count(), 3);
    let said = chat(&format!("{question}{ask}"));
    assert!(!said.contains(told), "{said}");
    let later = "The question of the day is about just that: I tell it with the answer.";
    assert_eq!(said.matches(later).count(), 3, "{said}");
}

#[test]
fn a_time_is_corrected_and_a_topic_taken_back() {
    // At noon.
    let said = chat(
        "/daily on 9 zone:\"New York\" topic:\"Imran Khan\"
/daily on 13 UTC
/daily on topic:all
~ 90m
/daily on 15
",
    );
    let shown: Vec<&str> = said.lines().filter(|line| line.contains("a day")).collect();
    let at =
        |when: &str, what: &str| format!("attache: Done. A fact a day{what} comes here {when}");
    let expected = [
        at(
            "at 09:00 in America/New_York; the next on 1 January 2026 at 09:00, 2 hours from now.",
            " about Imran Khan",
        ),
        at(
            "at 13:00 in UTC; the next on 1 January 2026 at 13:00, 1 hour from now.",
            " about Imran Khan",
        ),
        at(
            "at 13:00 in UTC; the next on 1 January 2026 at 13:00, 1 hour from now.",
            "",
        ),
        // It had its post today.
        at(
            "at 15:00 in UTC; the next on 2 January 2026 at 15:00, 1 day from now.",
            "",
        ),
    ];
    assert_eq!(shown, expected, "{said}");
}

#[test]
fn what_is_late_is_posted_once_and_what_is_too_late_never() {
    assert_snapshot!(chat(
        "/daily on 9 Karachi
~ 10h
! crash 8h
~ 1d
! crash 20h
~ 1d
! crash 5d
~ 1d
/daily show
"
    ));
}
