//! Whole rounds, as a script plays them: members, time, and a bot that goes away.

use insta::assert_snapshot;

use crate::program::attache;

/// With the facts that are built in: the pack of the other scripts yields too few questions.
fn chat(script: &str) -> String {
    attache(&["chat"]).input(script).run().fine()
}

#[test]
fn a_round_of_everyone_is_played_to_its_end() {
    assert_snapshot!(chat(
        "ana: /quiz start 3 choice\n\
         ana: /quiz start\n\
         ana: a\n\
         ben: b\n\
         ben: d\n\
         ~ 40s\n\
         ana: /quiz hint\n\
         ben: /quiz hint\n\
         ana: c\n\
         ana: who met bajwa\n\
         ~ 40s\n\
         ana: b\n\
         ben: a\n\
         ben: /quiz status\n\
         ~ 40s\n\
         ben: /quiz status\n\
         ben: a\n\
         cem: /leaderboard\n\
         ana: /profile\n\
         cem: /profile\n\
         cem: /profile ben\n"
    ));
}

#[test]
fn three_play_ten_questions_with_a_crash_in_the_middle() {
    assert_snapshot!(chat(
        "ana: /quiz start 10
ana: a
ben: b
cem: false i think
~ 34s
ana: b
ben: b
cem: c
~ 34s
ana: true
cem: b
~ 34s
ben: moscow
ana: kabul or moscow
cem: Moskow
~ 34s
ana: a
ben: b
! crash 8s
ana: anybody there?
~ 7s
ana: pakistan
ben: Pakistan, I believe
cem: iran
~ 34s
ana: b
ben: a
ben: b
~ 34s
cem: a
ben: no
~ 34s
ana: /quiz skip
~ 7s
ben: /quiz hint
ana: the soviet union
ben: b
~ 34s
ana: Bajwa, right?
cem: c
~ 34s
cem: /leaderboard
cem: /profile
"
    ));
}

#[test]
fn the_first_right_answer_wins() {
    assert_snapshot!(chat(
        "ana: /quiz start 2 true-false first\n\
         ana: true\n\
         ben: false\n\
         ana: false\n\
         ~ 1s\n\
         ~ 10s\n\
         ben: true\n\
         ana: false\n\
         ~ 20s\n"
    ));
}

#[test]
fn every_kind_of_question_is_asked_and_resolved() {
    assert_snapshot!(chat(
        "ana: /quiz start 1 typed\n\
         ana: the USSR\n\
         ~ 1m\n\
         ana: /quiz start 1 order\n\
         ana: acbd\n\
         ben: a b\n\
         ~ 1m\n\
         ana: /quiz start 1 closest\n\
         ana: 2000\n\
         ben: 1950\n\
         ~ 1m\n"
    ));
}

#[test]
fn a_question_that_the_bot_was_away_for_is_void_and_another_is_asked() {
    assert_snapshot!(chat(
        "ana: /quiz start 1 choice\n\
         ana: a\n\
         ! crash 4s\n\
         ben: b\n\
         ~ 1m\n\
         ana: /quiz start 1 choice\n\
         ana: a\n\
         ! crash 6s\n\
         ~ 10s\n\
         ana: b\n\
         ~ 1m\n"
    ));
}

#[test]
fn a_round_is_steered_by_whoever_started_it_and_ends_when_nobody_plays() {
    assert_snapshot!(chat(
        "ana: /quiz start 5 choice\n\
         ben: /quiz stop\n\
         ben: /quiz skip\n\
         ana: /quiz skip\n\
         ~ 10s\n\
         ana: /quiz stop\n\
         ana: /quiz stop\n\
         ana: /quiz start 5 choice\n\
         ~ 2m\n"
    ));
}

#[test]
fn members_decide_what_is_kept_of_them() {
    assert_snapshot!(chat(
        "ana: /privacy\n\
         ana: /privacy hide\n\
         ana: /quiz start 1 true-false\n\
         ana: true\n\
         ben: false\n\
         ~ 1m\n\
         ben: /leaderboard day\n\
         ben: /profile ana\n\
         ana: /privacy show\n\
         ben: /leaderboard week true-false\n\
         ana: /privacy forget\n\
         ben: /leaderboard\n\
         ana: /profile\n"
    ));
}

#[test]
fn what_was_got_wrong_is_practised_alone() {
    assert_snapshot!(chat(
        "ana: /practice\n\
         ana: /quiz start 2 choice\n\
         ana: a\n\
         ben: b\n\
         ben: c\n\
         ~ 35s\n\
         ana: a\n\
         ben: d\n\
         ~ 1m\n\
         ana: /practice\n\
         ben: a\n\
         ana: who met bajwa\n\
         ana: zzz\n\
         ana: /practice\n\
         ana: i don't know\n\
         ~ 6h\n\
         ana: /practice\n\
         ana: c\n\
         ana: /practice\n\
         ben: /practice\n\
         ~ 61m\n\
         ben: a\n\
         ben: /practice stop\n\
         ana: /practice pause\n\
         ana: /leaderboard\n"
    ));
}

#[test]
fn what_cannot_be_played_is_said() {
    assert_snapshot!(chat(
        "ana: /quiz\n\
         ana: /quiz dance\n\
         ana: /quiz start 99\n\
         ana: /quiz start seconds:1\n\
         ana: /quiz start gardening\n\
         ana: /quiz start kind:song\n\
         ana: /quiz hint\n\
         ana: /leaderboard 3 4\n\
         ana: /leaderboard month closest 2\n\
         ! crash tomorrow\n"
    ));
}

#[test]
fn days_begin_by_the_clock_of_the_community() {
    // The script begins at noon in Greenwich: late in the evening in Auckland.
    assert_snapshot!(chat(
        "/zone
ana: /zone Auckland
/zone UTC+5
/zone zenda
/zone auckland
ana: /quiz start 1 true-false
ana: true
ben: false
~ 1m
ana: /leaderboard day
~ 13h
ana: /leaderboard day
~ 10h
ana: /leaderboard day
"
    ));
}
