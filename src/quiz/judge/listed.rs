//! Sets and choices, read from the text of a right answer and of the question.

use super::spelled;
use super::text::Text;
use crate::answers::fold::fold;
use crate::quiz::Answer;

/// The members of a set, if a text lists them and the question asks for several.
pub(super) fn members(asked: &str, text: &str) -> Option<Vec<String>> {
    let flat = text.replace(" & ", " and ").replace(';', ",");
    let listed = flat.replace(", and ", ", ").replace(" and ", ", ");
    let has_and = flat.contains(" and ");
    let members: Vec<String> = listed
        .split(',')
        .map(|member| member.trim().to_owned())
        .filter(|member| !member.is_empty())
        .collect();
    let has_comma = flat.contains(',');
    let asks_several = [
        "which two",
        "which three",
        "which four",
        "what two",
        "what three",
        "what four",
        "which countries",
        "which states",
        "which fields",
        "what fields",
        "which decades",
        "which weapons",
        "what are",
        "which are",
        "who were",
        "who are",
        "name the",
        "name two",
        "name three",
        "name all",
        "both",
        "the two",
        "the three",
        "the four",
        "between which",
        "which cities",
        "which people",
        "what kinds",
        "which kinds",
        "what types",
        "who met",
        "which leaders",
        "which nations",
        "which sides",
        "whose",
        "in which areas",
        "which areas",
    ]
    .iter()
    .any(|words| asked.contains(words))
        || is_plural_asked(asked)
        || is_count_asked(asked);
    let is_list = members.len() > 2 && has_comma && (has_and || asks_several)
        || members.len() == 2 && (has_and || has_comma) && asks_several;
    let is_short = members.iter().all(|member| member.split(' ').count() <= 6);
    (is_list && is_short && !text.contains('(')).then_some(members)
}

/// "Which five states ...", "name 3 ...".
fn is_count_asked(asked: &str) -> bool {
    let words: Vec<&str> = asked.split(|c: char| !c.is_alphanumeric()).collect();
    words.windows(2).any(|pair| {
        let count = spelled::value(pair[1]).or_else(|| pair[1].parse().ok());
        matches!(pair[0], "which" | "what" | "name" | "the") && matches!(count, Some(2..=12))
    })
}

/// "Which countries ...", "what other systems ...": a plural right after the asking word.
fn is_plural_asked(asked: &str) -> bool {
    let words: Vec<&str> = asked.split(|c: char| !c.is_alphanumeric()).collect();
    words.iter().enumerate().any(|(at, word)| {
        let noun = words[at + 1..]
            .iter()
            .find(|word| !matches!(**word, "other" | "of" | "the"));
        matches!(*word, "which" | "what")
            && noun.is_some_and(|noun| {
                noun.len() > 4
                    && noun.ends_with('s')
                    && !noun.ends_with("ss")
                    && !noun.ends_with("us")
                    && !noun.ends_with("'s")
                    && *noun != "series"
            })
    })
}

/// A choice or an order, if the question lists what to choose from.
pub(super) fn choice(question: &str, answer: &str) -> Option<(Answer, Vec<String>)> {
    let bare = fold(answer.trim().trim_end_matches(['.', '!']));
    let pair = |one: &str, other: &str| vec![one.to_owned(), other.to_owned()];
    match bare.as_str() {
        "true" => return Some((Answer::Choice(0), pair("True", "False"))),
        "false" => return Some((Answer::Choice(1), pair("True", "False"))),
        "yes" => return Some((Answer::Choice(0), pair("Yes", "No"))),
        "no" => return Some((Answer::Choice(1), pair("Yes", "No"))),
        _ => {}
    }
    let choices = listed(question, 'a').or_else(|| listed(question, '1'))?;
    let place = |mark: &str| {
        let mut letters = mark.chars();
        let letter = letters.next().filter(|_| letters.as_str().is_empty())?;
        let at = match letter {
            'a'..='z' => letter as usize - 'a' as usize,
            '1'..='9' => letter as usize - '1' as usize,
            _ => return None,
        };
        (at < choices.len()).then_some(at)
    };
    let marks: Vec<&str> = bare
        .split(|c: char| !c.is_alphanumeric())
        .filter(|mark| !mark.is_empty())
        .collect();
    let text = Text::new(&bare);
    let by_text = choices
        .iter()
        .position(|choice| Text::new(choice).letters() == text.letters());
    if let Some(at) = by_text {
        return Some((Answer::Choice(at), choices));
    }
    let places: Option<Vec<usize>> = match marks.as_slice() {
        [run] if run.len() == choices.len() => {
            let letters: Vec<String> = run.chars().map(String::from).collect();
            letters.iter().map(|letter| place(letter)).collect()
        }
        marks => marks.iter().map(|mark| place(mark)).collect(),
    };
    match places.as_deref() {
        Some([at]) => return Some((Answer::Choice(*at), choices)),
        Some(places) if places.len() == choices.len() => {
            return Some((Answer::Order(places.to_vec()), choices));
        }
        _ => {}
    }
    // "C) Salyukov"
    let at = place(marks.first()?)?;
    let is_marked = bare[marks[0].len()..]
        .trim_start()
        .starts_with([')', '.', ':', '-']);
    is_marked.then_some((Answer::Choice(at), choices))
}

/// What a question lists behind `a)`, `b)`, `c)` or `1)`, `2)`, `3)`.
fn listed(question: &str, first: char) -> Option<Vec<String>> {
    let mut starts = Vec::new();
    let mut from = 0;
    for mark in (first as u8..).take(9).map(char::from) {
        let found = question[from..].char_indices().find(|&(at, c)| {
            let at = from + at;
            let before = question[..at].chars().next_back();
            let after = question[at + c.len_utf8()..].chars().next();
            c.eq_ignore_ascii_case(&mark)
                && !before.is_some_and(char::is_alphanumeric)
                && matches!(after, Some(')' | '.' | ':'))
        });
        let Some((at, _)) = found else {
            break;
        };
        starts.push(from + at);
        from += at + 2;
    }
    let ends = starts.iter().skip(1).copied().chain([question.len()]);
    let choices: Vec<String> = starts
        .iter()
        .zip(ends)
        .map(|(&start, end)| {
            let text = &question[start + 2..end];
            let text = text
                .trim()
                .trim_end_matches(['(', ',', ';', '.', '?', '/', '\n', ' ']);
            text.to_owned()
        })
        .collect();
    let is_sound = choices.len() > 1 && choices.iter().all(|choice| !choice.is_empty());
    is_sound.then_some(choices)
}
