//! Names in a text: which words mean which entity, and which offices nobody known holds.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::lexicon;
use super::words::{Word, words};
use crate::facts::{EntityKind, FactBase};
use crate::ids::EntityIx;

/// Some words of a text that name something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The words, by their positions in the text.
    pub words: Range<usize>,
    /// What they name.
    pub meant: Meant,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant {
    /// An entity of the base.
    Entity(EntityIx),
    /// The holder of an office whom the base does not know: "defence minister".
    Nobody,
}

/// The names of all entities and the titles of all offices.
#[derive(Debug, Default)]
pub struct Names {
    /// The stems of a name, joined by blanks.
    known: FxHashMap<Box<str>, Name>,
    /// The stems of an office's title, and who holds one of that title.
    offices: FxHashMap<Box<str>, Vec<EntityIx>>,
    /// The words of the longest name or title that begins with a stem.
    words_max: FxHashMap<Box<str>, usize>,
}

#[derive(Debug, Clone, Copy)]
struct Name {
    entity: EntityIx,
    /// "US" is a name, "us" is not.
    only_capitals: bool,
}

impl Names {
    /// Collects the names of a base's entities.
    pub fn new(base: &FactBase) -> Self {
        let mut names = Self::default();
        for (number, entity) in (0u32..).zip(&base.entities) {
            let ix = EntityIx(number);
            for name in std::iter::once(&entity.name).chain(&*entity.aliases) {
                names.add(name, ix);
            }
            if let Some(office) = &entity.office {
                for title in std::iter::once(&office.title).chain(&*office.also) {
                    names.add_office(&words(title), ix);
                }
            }
            // "The Russian general": a class serves as a title too.
            if let Some(class) = entity
                .class
                .as_ref()
                .filter(|_| entity.kind == EntityKind::Person)
            {
                let class = words(class);
                names.add_office(&class[class.len().saturating_sub(1)..], ix);
            }
        }
        // A surname suffices, unless it is another's name.
        for (number, entity) in (0u32..).zip(&base.entities) {
            if entity.kind == EntityKind::Person
                && let [_, .., surname] = words(&entity.name).as_slice()
                && !lexicon::is_stop(&surname.text)
            {
                let name = Name {
                    entity: EntityIx(number),
                    only_capitals: false,
                };
                names
                    .known
                    .entry(surname.stem.as_str().into())
                    .or_insert(name);
            }
        }
        names
    }

    fn add(&mut self, name: &str, entity: EntityIx) {
        let words = words(name);
        let only_capitals = matches!(words.as_slice(), [word] if lexicon::is_stop(&word.text));
        let key = self.key(&words);
        if !key.is_empty() {
            self.known.entry(key).or_insert(Name {
                entity,
                only_capitals,
            });
        }
    }

    fn add_office(&mut self, title: &[Word], holder: EntityIx) {
        let key = self.key(title);
        let holders = self.offices.entry(key).or_default();
        if !holders.contains(&holder) {
            holders.push(holder);
        }
    }

    fn key(&mut self, words: &[Word]) -> Box<str> {
        if let Some(first) = words.first() {
            let most = self
                .words_max
                .entry(first.stem.as_str().into())
                .or_default();
            *most = words.len().max(*most);
        }
        joined(words)
    }

    /// The names in a text, from left to right, the longest first at each place. Of words that
    /// are neither a name nor known otherwise, `is_strange` is true.
    pub fn mentions(
        &self,
        base: &FactBase,
        text: &[Word],
        is_strange: impl Fn(&Word) -> bool,
    ) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut from = 0;
        while from < text.len() {
            let found = self
                .name_at(text, from, usize::MAX)
                .or_else(|| self.office_at(base, text, from, &mentions, &is_strange));
            from = found.as_ref().map_or(from + 1, |mention| mention.words.end);
            mentions.extend(found);
        }
        mentions
    }

    /// The names of others within the name of an entity: "Bishkek" in "Bishkek meeting".
    pub fn within(&self, name: &[Word], of: EntityIx) -> Vec<Mention> {
        let mut mentions: Vec<Mention> = Vec::new();
        let mut from = 0;
        while from < name.len() {
            let most = (1..=name.len() - from).rev();
            let mut names = most.filter_map(|words_max| self.name_at(name, from, words_max));
            let found = names.find(|mention| mention.meant != Meant::Entity(of));
            from = found.as_ref().map_or(from + 1, |mention| mention.words.end);
            mentions.extend(found);
        }
        mentions
    }

    fn longest<T>(
        &self,
        text: &[Word],
        from: usize,
        words_max: usize,
        find: impl Fn(&str) -> Option<T>,
    ) -> Option<(usize, T)> {
        // Most words begin no name, and are done with here.
        let longest = *self.words_max.get(text[from].stem.as_str())?;
        let most = words_max.min(longest).min(text.len() - from);
        (1..=most)
            .rev()
            .find_map(|count| Some((from + count, find(&joined(&text[from..from + count]))?)))
    }

    fn name_at(&self, text: &[Word], from: usize, words_max: usize) -> Option<Mention> {
        let (end, name) =
            self.longest(text, from, words_max, |key| self.known.get(key).copied())?;
        // "The us" and "us envoy" are no pronouns, however they are written.
        let before = from.checked_sub(1).map(|at| text[at].text.as_str());
        let is_title = |word: &Word| lexicon::entry(&word.text).is_some_and(|entry| entry.office);
        let counts = !name.only_capitals
            || text[from].capitals
            || before == Some("the")
            || text.get(end).is_some_and(is_title);
        counts.then_some(Mention {
            words: from..end,
            meant: Meant::Entity(name.entity),
        })
    }

    /// An office is its holder, unless the text gives it to another state, body or person.
    fn office_at(
        &self,
        base: &FactBase,
        text: &[Word],
        from: usize,
        before: &[Mention],
        is_strange: impl Fn(&Word) -> bool,
    ) -> Option<Mention> {
        let known = self.longest(text, from, usize::MAX, |key| self.offices.get(key));
        let is_title = lexicon::entry(&text[from].text).is_some_and(|entry| entry.office);
        let (end, holders) = match known {
            Some((end, holders)) => (end, holders.as_slice()),
            None if is_title => (from + 1, &[][..]),
            None => return None,
        };
        // "Which minister" asks for a person and names none.
        let owned = before.last().filter(|mention| mention.words.end == from);
        let start = owned.map_or(from, |mention| mention.words.start);
        let asking = ["which", "what", "whose"];
        if start > 0 && asking.contains(&text[start - 1].text.as_str()) {
            return None;
        }
        let mention = |meant| {
            Some(Mention {
                words: from..end,
                meant,
            })
        };
        let next = text
            .get(end)
            .and_then(|_| self.name_at(text, end, usize::MAX));
        if let Some(Mention {
            meant: Meant::Entity(person),
            ..
        }) = next
            && holders.contains(&person)
        {
            return mention(Meant::Entity(person));
        }
        if let Some(owner) =
            owner_before(base, before, from).or_else(|| self.owner_after(base, text, end))
        {
            let holder = holders
                .iter()
                .copied()
                .find(|&holder| serves(base, holder, owner))
                .or_else(|| only_head(base, owner).filter(|_| is_head(&text[from].text)));
            return mention(holder.map_or(Meant::Nobody, Meant::Entity));
        }
        // "President of Kyrgyzstan", which the base does not know.
        let is_elsewhere =
            matches!(&text[end..], [word, next, ..] if word.text == "of" && is_strange(next));
        let is_modified = from > 0
            && before.last().is_none_or(|mention| mention.words.end < from)
            && (is_strange(&text[from - 1]) || lexicon::qualifies_office(&text[from - 1].text));
        match holders {
            _ if is_modified || is_elsewhere => mention(Meant::Nobody),
            // Somebody leads, but nothing says whom.
            _ if end == from + 1 && is_head(&text[from].text) => None,
            &[holder] if next.is_none() && !text.get(end).is_some_and(is_strange) => {
                mention(Meant::Entity(holder))
            }
            // Several hold one, or somebody else of that name does.
            _ => None,
        }
    }

    /// "India" in "prime minister of India".
    fn owner_after(&self, base: &FactBase, text: &[Word], end: usize) -> Option<EntityIx> {
        let link = |word: &&Word| matches!(word.text.as_str(), "of" | "the" | "for");
        let skipped = text[end..].iter().take_while(link).count();
        if skipped == 0 || end + skipped >= text.len() {
            return None;
        }
        self.name_at(text, end + skipped, usize::MAX)
            .and_then(|mention| owner(base, mention.meant))
    }
}

/// "Indian" in "Indian prime minister".
fn owner_before(base: &FactBase, before: &[Mention], from: usize) -> Option<EntityIx> {
    before
        .last()
        .filter(|mention| mention.words.end == from)
        .and_then(|mention| owner(base, mention.meant))
}

/// A state or body in which an office can be held; a capital is its state.
fn owner(base: &FactBase, meant: Meant) -> Option<EntityIx> {
    let Meant::Entity(ix) = meant else {
        return None;
    };
    let entity = base.entity(ix);
    entity.stands_for.or_else(|| {
        matches!(entity.kind, EntityKind::State | EntityKind::Organisation).then_some(ix)
    })
}

/// Whether a title says no more than that its holder leads.
fn is_head(title: &str) -> bool {
    matches!(
        title,
        "leader" | "head" | "chief" | "boss" | "commander" | "ruler"
    )
}

/// The only one known to hold an office in a state or body.
pub fn only_head(base: &FactBase, owner: EntityIx) -> Option<EntityIx> {
    let mut holders = (0u32..).zip(&base.entities).filter(|(_, entity)| {
        entity
            .office
            .as_ref()
            .is_some_and(|office| office.of == owner)
    });
    let (holder, _) = holders.next()?;
    holders.next().is_none().then_some(EntityIx(holder))
}

/// Whether a person's office is held in a state or body, or in one that belongs to it.
fn serves(base: &FactBase, holder: EntityIx, owner: EntityIx) -> bool {
    let entity = base.entity(holder);
    let of = entity.office.as_ref().map(|office| office.of);
    of == Some(owner)
        || of.and_then(|of| base.entity(of).of) == Some(owner)
        || entity.of == Some(owner)
}

fn joined(words: &[Word]) -> Box<str> {
    let mut key = String::with_capacity(words.iter().map(|word| word.stem.len() + 1).sum());
    for word in words {
        if !key.is_empty() {
            key.push(' ');
        }
        key.push_str(&word.stem);
    }
    key.into()
}
