//! Whether a wording gives its answer away.

use super::ground::Ground;
use super::tokens::folded;
use crate::answers::is_stop;
use crate::ids::EntityIx;

/// A word of a name up to this length tells nothing.
const WORD_CHARS_MIN: usize = 3;

/// Whether a wording holds an entity's name, another name of it, a word of its name, or what its
/// name stands for. The noun that asks for it ("which navy") gives nothing away.
pub(super) fn tells(ground: &Ground, wording: &str, entity: EntityIx, noun: &str) -> bool {
    let it = ground.base.entity(entity);
    let words = folded(wording);
    let nouns = folded(noun);
    let mut for_it = ground.standing_for(entity);
    let is_named = |entity| ground.is_named_in(&words, entity);
    is_named(entity)
        || for_it.any(is_named)
        || it.stands_for.is_some_and(is_named)
        || ground.name(entity).iter().any(|word| {
            word.chars().count() >= WORD_CHARS_MIN
                && !is_stop(word)
                && !nouns.contains(word)
                && words.iter().any(|said| is_form_of(said, word))
        })
}

/// Whether two words are one but for an ending: "Pakistan", "Pakistani".
fn is_form_of(said: &str, word: &str) -> bool {
    let (short, long) = if said.len() < word.len() {
        (said, word)
    } else {
        (word, said)
    };
    short.chars().count() >= WORD_CHARS_MIN
        && long
            .strip_prefix(short)
            .is_some_and(|ending| ending.chars().count() <= 2)
}

/// Whether a wording holds a number, as digits that stand for themselves.
pub(super) fn holds_number(wording: &str, number: &str) -> bool {
    folded(wording)
        .iter()
        .any(|word| word.strip_suffix('s').unwrap_or(word) == number)
}
