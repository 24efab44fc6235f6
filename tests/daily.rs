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
