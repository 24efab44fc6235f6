//! The words that ask: "which state", "whom", "how many".

use super::ground::Ground;
use super::sentence::{Row, Sentence};
use super::turn::{Gap, Place, round};
use crate::facts::{Entity, EntityKind, Part};

/// Words after which a person is asked for with "whom".
const PREPOSITIONS: [&str; 14] = [
    "of", "to", "with", "from", "on", "by", "for", "between", "at", "against", "about", "beside",
    "upon", "towards",
];

/// Numbers up to ten, as they are written.
const NUMBERS: [&str; 11] = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
];

/// What an entity is called that is asked for: by its class if all choices are of it, else by its
/// kind.
pub(super) fn noun(entity: &Entity, by_class: bool) -> &str {
    match (entity.kind, &entity.class) {
        (EntityKind::Person, _) => "person",
        (EntityKind::State, _) => "state",
        // Its name is used for the government in it.
        (EntityKind::Place, Some(class))
            if entity.stands_for.is_some() && ["city", "town"].contains(&&**class) =>
        {
            "capital"
        }
        // "Which tank" would tell that it is tanks.
        (EntityKind::Weapon, Some(class)) if entity.name.contains(&**class) => "weapon",
        // One of several forces is a body.
        (_, Some(class)) if by_class && !is_plural(class) => class,
        (EntityKind::Organisation, _) => "body",
        (EntityKind::Place, _) => "place",
        (EntityKind::Weapon, _) => "weapon",
        (EntityKind::Event, _) => "event",
    }
}

/// "politician from Vesland", for a person whose state the text does not name: many may have done
/// what it says, of whom only one was from there.
pub(super) fn person(ground: &Ground, text: &str, entity: &Entity) -> Option<String> {
    let class = entity.class.as_ref()?;
    let state = entity
        .of
        .filter(|of| ground.base.entity(*of).kind == EntityKind::State)?;
    let mut mentions = ground.names.mentions(text);
    mentions.retain(|mention| ground.base.entity(mention.entity).id != entity.id);
    // "Which general from Vesland commands the army of Vesland" says it twice.
    let is_named = mentions.iter().any(|mention| {
        mention.entity == state || ground.base.entity(mention.entity).of == Some(state)
    });
    let is_person = entity.kind == EntityKind::Person && !is_named;
    is_person.then(|| {
        format!(
            "{class} from {}",
            ground.names.in_sentence(ground.base, state)
        )
    })
}

/// The question that a sentence becomes when one name of a row is asked for.
pub(super) fn asking_one(
    ground: &Ground,
    sentence: &Sentence,
    row: &Row,
    at: usize,
    part: Option<Part>,
    noun: &str,
) -> Option<String> {
    let base = ground.base;
    let it = base.entity(row.members[at].mention.entity);
    let person = match row.members.as_slice() {
        [_] => person(ground, sentence.text, it),
        _ => None,
    };
    let is_person = it.kind == EntityKind::Person && person.is_none();
    let noun = person.as_deref().unwrap_or(noun);
    match row.members.as_slice() {
        [only] => {
            let rest = &sentence.text[only.end..];
            let possessive = rest
                .strip_prefix("'s ")
                .or_else(|| rest.strip_prefix("’s "));
            let (phrase, end) = match possessive {
                Some(_) if is_person => (
                    "whose".to_owned(),
                    sentence.text.len() - possessive?.len() - 1,
                ),
                // "Who, Vesland's minister, came" would ask for itself.
                _ if is_person && rest.starts_with(',') => return None,
                _ if is_person => (
                    pronoun(&sentence.text[..only.start], rest, part).to_owned(),
                    only.end,
                ),
                _ => (format!("which {noun}"), only.end),
            };
            // A noun that the sentence itself has would ask for itself.
            let repeats = it.kind != EntityKind::Person && rest.contains(noun);
            let place = if it.kind == EntityKind::Place {
                Place::Name
            } else {
                Place::No
            };
            let head = if is_person { "whom" } else { &phrase };
            let is_whole = end == only.end && possessive.is_none();
            let turned = is_whole
                .then(|| turned(ground, sentence, only.start, only.end, head, place))
                .flatten();
            let wording =
                turned.unwrap_or_else(|| replaced(sentence.text, only.start, end, &phrase));
            (!repeats).then(|| wording + "?")
        }
        [first, last] => {
            let other = if at == 0 { last } else { first };
            let other = &sentence.text[other.start..other.end];
            let phrase = if is_person {
                format!("{other} and who else")
            } else {
                format!("{other} and which other {noun}")
            };
            Some(replaced(sentence.text, first.start, last.end, &phrase) + "?")
        }
        [first, .., last] => {
            let phrase = format!("which of these {}", plural(noun));
            let turned = turned(ground, sentence, first.start, last.end, &phrase, Place::No);
            let wording =
                turned.unwrap_or_else(|| replaced(sentence.text, first.start, last.end, &phrase));
            Some(wording + "?")
        }
        _ => None,
    }
}

/// The question with what asks at its head, if the sentence can be turned round.
fn turned(
    ground: &Ground,
    sentence: &Sentence,
    start: usize,
    end: usize,
    phrase: &str,
    place: Place,
) -> Option<String> {
    let subject = sentence.subject(ground.base);
    let gap = Gap {
        subject: &sentence.text[subject.clone()],
        before: sentence.text.get(subject.end..start)?,
        phrase,
        after: &sentence.text[end..],
        place,
    };
    (subject.start == 0).then(|| round(&gap))?
}

/// The question that a sentence becomes when all names of a row are asked for.
pub(super) fn asking_all(sentence: &Sentence, row: &Row, noun: &str) -> Option<String> {
    let (first, last) = (row.members.first()?, row.members.last()?);
    let count = NUMBERS.get(row.members.len())?;
    let phrase = format!("which {count} {}", plural(noun));
    Some(replaced(sentence.text, first.start, last.end, &phrase) + "?")
}

/// A text with other words in a place of it, a capital at its head.
pub(super) fn replaced(text: &str, start: usize, end: usize, by: &str) -> String {
    capitalised(&format!("{}{by}{}", &text[..start], &text[end..]))
}

fn pronoun(before: &str, after: &str, part: Option<Part>) -> &'static str {
    let Some(last) = before.split_whitespace().last() else {
        return "who";
    };
    let is_subject = [" is ", " was ", " has "]
        .iter()
        .any(|verb| after.starts_with(verb));
    let is_object = PREPOSITIONS.contains(&last) || part == Some(Part::Target) || after.is_empty();
    if is_object && !is_subject {
        "whom"
    } else {
        "who"
    }
}

/// Whether a noun or name means several already: "armed forces".
pub(super) fn is_plural(noun: &str) -> bool {
    noun.ends_with('s') && !noun.ends_with("ss")
}

/// More than one of what a noun means.
pub(super) fn plural(noun: &str) -> String {
    let consonant_y = noun
        .strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    match (noun, consonant_y) {
        ("person", _) => "people".to_owned(),
        (_, Some(stem)) => format!("{stem}ies"),
        _ if noun.ends_with(['s', 'x']) || noun.ends_with("ch") || noun.ends_with("sh") => {
            format!("{noun}es")
        }
        _ => format!("{noun}s"),
    }
}

/// How many, in a word if there is one.
pub(super) fn number(count: usize) -> String {
    NUMBERS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

/// A text with a capital at its head.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
