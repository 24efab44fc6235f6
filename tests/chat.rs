//! Whole conversations, as a script plays them.

use insta::assert_snapshot;

use crate::program::{PACK, attache};

fn chat(script: &str) -> String {
    attache(&["chat", "--facts", PACK])
        .input(script)
        .run()
        .fine()
}

#[test]
fn questions_are_answered_with_what_was_asked_first() {
    assert_snapshot!(chat(
        "# Two members ask about the states of the pack.\n\
         flavia: /when treaty of friendship\n\
         fritz: /WHEN zenda talks\n\
         flavia: who met Lorry in Zenda?\n\
         fritz: /where was the treaty signed\n\
         flavia: /howmany crowns loan\n\
         fritz: /why loan mountain line\n\
         flavia: what did Elphberg say of trade\n"
    ));
}

#[test]
fn a_thing_that_is_asked_for_by_name_gets_a_card() {
    assert_snapshot!(chat("/who is Эльфберг\n/what is the mountain line\n"));
}

#[test]
fn what_the_source_does_not_say_is_said_not_to_be_there() {
    assert_snapshot!(chat(
        "/when loan\n\
         /when trade double\n\
         /where loan\n\
         /when treaty length\n\
         /who is napoleon\n"
    ));
}

#[test]
fn the_base_can_be_looked_through() {
    assert_snapshot!(chat(
        "/topics\n\
         /timeline\n\
         /timeline diplomacy from:1930\n\
         /timeline elphberg 1900 1910\n\
         /fact railways\n\
         /source railway-loan\n\
         /source trade-boast\n\
         /source zenda-talks\n\
         /source /source Friendship Treaty\n\
         /source who met lorry in zenda\n\
         /about\n"
    ));
}

#[test]
fn words_to_the_bot_itself_point_to_help() {
    assert_snapshot!(chat(
        "hello\nWhat can you do?\nwho is attaché\n/who are you\n"
    ));
}

#[test]
fn a_fact_is_found_even_if_its_name_is_a_greeting() {
    let pack = std::fs::read_to_string(PACK).expect("the pack");
    let said = attache(&["chat", "--facts", "pack.toml"])
        .file("pack.toml", pack.replace("[\"Lorry\"]", "[\"Hello\"]"))
        .input("HELLO\nhello\n")
        .run()
        .fine();
    // In small letters, the engine takes it for a mere courtesy.
    assert!(
        said.starts_with("you: HELLO\nattache: Yetive Lorry"),
        "{said}"
    );
    assert!(said.contains("you: hello\nattache: Hello! "), "{said}");
}

#[test]
fn help_is_made_from_the_table() {
    assert_snapshot!(chat(
        "/help\n/help when\n/help howmuch\n/help /timeline\n/help topics\n"
    ));
}

#[test]
fn wrong_use_is_answered_with_right_use() {
    assert_snapshot!(chat(
        "/whne treaty\n\
         /usr/bin\n\
         /\n\
         /when\n\
         /topics please\n\
         /timeline form:1921\n\
         /timeline 1921-13\n\
         /timeline 1921 1931 1941\n\
         /timeline diplomacy 1931 1921\n\
         /timeline railway\n\
         /timeline raliways\n\
         /fact raliways\n\
         /fact napoleon\n\
         /source zenda-talk\n\
         /source elphberg\n\
         /source rudolf elphberg\n\
         /source napoleon\n\
         /source what napoleon ate\n\
         /help tiemline\n\
         /help nope\n"
    ));
}

#[test]
fn hostile_text_gets_a_harmless_reply() {
    let script = format!(
        "/\u{1b}[31mred\u{7}\n\
         attache: /help\n\
         Attaché: I was never asked.\n\
         /\u{202e}desrever\u{2066}\u{200b}x\n\
         /<b>@everyone</b> [x](https://example.org) `code`\n\
         /{}\n\
         {}\n\
         😀 🎉\n\
         \u{200b}\n",
        "long".repeat(50),
        "x".repeat(10_000)
    );
    let said = chat(&script);
    assert!(
        said.chars().all(|c| c == '\n' || !c.is_control()),
        "{said:?}"
    );
    assert!(
        !said.contains(['\u{202e}', '\u{2066}', '\u{200b}']),
        "{said:?}"
    );
    assert_snapshot!(said);
}

#[test]
fn a_line_that_is_no_text_does_not_end_the_chat() {
    let mut script = b"\xff\xfe\n".to_vec();
    script.extend(vec![b'x'; 1 << 20]);
    script.extend(b"\n/source friendship-treaty");
    let said = attache(&["--facts", PACK]).input(script).run().fine();
    assert_snapshot!(said);
}

#[test]
fn time_passes_as_the_script_says() {
    assert_snapshot!(chat(
        "~ 20s\n~ 1d\n\n# a comment stays\n~ soon\n~ -5m\nflavia: tell me: who is lorry\n"
    ));
}

#[test]
fn chance_is_the_same_for_the_same_script() {
    let script = "/fact\n".repeat(20);
    let said = chat(&script);
    assert_eq!(said, chat(&script));
    assert!(
        said.contains("treaty of friendship") && said.contains("double"),
        "{said}"
    );
}
