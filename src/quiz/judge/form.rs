//! One form of a name, and how a run of words is that form.

use super::family;
use super::lexicon;
use super::script::{self, Script};
use super::shape::{is_code, is_personal};
use super::slip;
use super::text::Text;

/// How a run of words is a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum How {
    /// Letter for letter.
    Exact,
    /// In other letters.
    Script,
    /// With a slip.
    Slip,
}

/// One form of a name.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a trait of its own, and any of them go together"
)]
pub(super) struct Form {
    /// Its words.
    pub(super) text: Text,
    /// Whether it is the family name of a person's longer name.
    pub(super) is_surname: bool,
    /// Whether it is a family name that given names follow: "Mao" of "Mao Zedong".
    pub(super) leads: bool,
    /// Whether it is made as a person's name is: given names and a surname.
    pub(super) is_personal: bool,
    /// Whether it is a part that was cut from a longer name.
    pub(super) is_part: bool,
    /// Whether it is an abbreviation, in which each letter counts.
    is_code: bool,
    /// The sound of all its letters, and its consonants with and without v.
    sound: String,
    consonants: [String; 2],
    /// The words that tell it from others of its kind.
    pub(super) telling: Vec<usize>,
    /// What is left of it however Cyrillic spells it.
    skeleton: String,
}

impl Form {
    pub(super) fn new(name: &str, is_part: bool) -> Self {
        let text = Text::new(name);
        let mut sound = String::new();
        script::sound(text.letters(), &mut sound);
        let consonants = [true, false].map(|keep_v| {
            let mut bones = String::new();
            for word in text.all() {
                script::consonants(word, keep_v, &mut bones);
            }
            bones
        });
        let mut skeleton = String::new();
        let is_pinyin = family::is_first(&text);
        text.all()
            .for_each(|word| script::skeleton(word, is_pinyin, &mut skeleton));
        Self {
            telling: telling(&text),
            skeleton,
            is_personal: is_personal(name, &text),
            is_code: is_code(name),
            is_surname: false,
            leads: false,
            is_part,
            text,
            sound,
            consonants,
        }
    }

    /// The end of the run of words from `at` that has this form's letters; one is as good as many.
    /// The first letter is that of the form.
    pub(super) fn exact(&self, given: &Text, at: usize) -> Option<usize> {
        given.run(at, self.text.letters()).or_else(|| {
            let end = at + self.text.len();
            let last = end.checked_sub(1).filter(|&last| last < given.len())?;
            if self.is_abbreviated(given, at, end) {
                return Some(end);
            }
            let is_plural = |many: &str, one: &str| {
                one.len() > 1
                    && many
                        .strip_prefix(one)
                        .is_some_and(|rest| matches!(rest, "s" | "es"))
            };
            let own = self.text.len() - 1;
            let same = (0..own).all(|word| self.text.word(word) == given.word(at + word));
            let (right, given) = (self.text.word(own), given.word(last));
            let has_digit = right.bytes().any(|byte| byte.is_ascii_digit());
            let is_same = is_plural(given, right) && !self.is_code
                || right.len() > 4 && !has_digit && is_plural(right, given);
            (same && is_same).then_some(end)
        })
    }

    /// Whether a run of words is a form with a number of which a word was cut short: "art. 5".
    fn is_abbreviated(&self, given: &Text, from: usize, to: usize) -> bool {
        /// Shorter ones may be anything.
        const LETTERS_MIN: usize = 3;
        let own = &self.text;
        own.words
            .iter()
            .enumerate()
            .any(|(at, _)| slip::has_digit(own.word(at)))
            && (from..to).enumerate().all(|(own_at, at)| {
                let (right, said) = (own.word(own_at), given.word(at));
                let is_cut = said.len() >= LETTERS_MIN && !slip::has_digit(said);
                right == said || is_cut && right.starts_with(said)
            })
    }

    /// The end of the run of words from `at` that is this form with a slip in a word, or in two.
    pub(super) fn slip(&self, given: &Text, at: usize) -> Option<usize> {
        let count = self.text.len();
        if count == 0 || at + count > given.len() || self.is_code {
            return None;
        }
        if self.text.word(0).len().abs_diff(given.word(at).len()) > 4 {
            return None;
        }
        let mut slips = 0;
        let script_of = |at: usize| given.words[at].script;
        for word in 0..count {
            let (right, given) = (self.text.word(word), given.word(at + word));
            if right != given {
                let is_same_script = self.text.words[word].script == script_of(at + word);
                if !is_same_script || !slip::is_slip(right, given) {
                    return None;
                }
                slips += 1;
            }
        }
        (1..=2).contains(&slips).then_some(at + count)
    }

    /// Whether a run of words is within one slip of this form, however short it is.
    pub(super) fn is_near(&self, given: &Text, from: usize, to: usize) -> bool {
        self.text.len() == to - from
            && (from..to).enumerate().all(|(own, at)| {
                let (right, given) = (self.text.word(own), given.word(at));
                right == given || slip::is_one_edit(right, given)
            })
    }

    /// Whether it has a word in this script.
    pub(super) fn is_in(&self, script: Script) -> bool {
        self.text.words.iter().any(|word| word.script == script)
    }

    /// Whether the words from `at` sound as this form's do, but for a slip in one.
    fn sounds_near(&self, given: &Text, at: usize) -> bool {
        let (mut right, mut said) = (String::new(), String::new());
        let mut slips = 0;
        (0..self.text.len()).all(|word| {
            script::sound(self.text.word(word), &mut right);
            script::sound(given.word(at + word), &mut said);
            let is_slip = slip::is_slip(&right, &said);
            slips += usize::from(is_slip);
            (right == said || is_slip) && slips < 2
        })
    }

    /// The end of the run of words from `at` that is this form in another script.
    pub(super) fn in_script(&self, given: &Text, at: usize, buffer: &mut String) -> Option<usize> {
        let own_arabic = self.is_in(Script::Arabic);
        let own_cyrillic = self.is_in(Script::Cyrillic);
        let mut letters = String::new();
        for end in at + 1..=given.len().min(at + self.text.len() + 2) {
            let words = &given.words[at..end];
            let arabic = words.iter().any(|word| word.script == Script::Arabic);
            let cyrillic = words.iter().any(|word| word.script == Script::Cyrillic);
            if arabic != own_arabic {
                for (bones, keep_v) in self.consonants.iter().zip([true, false]) {
                    buffer.clear();
                    for word in at..end {
                        script::consonants(given.word(word), keep_v, buffer);
                    }
                    // The article is no part of the name, unless it is one there too.
                    let has_article = given.word(at).starts_with("ال");
                    let bare = buffer.strip_prefix('l').filter(|_| has_article);
                    let is_same = bones == buffer || bare == Some(bones);
                    if bones.len() > 1 && is_same || script::is_alike(bones, buffer) {
                        return Some(end);
                    }
                }
            } else if cyrillic || own_cyrillic {
                letters.clear();
                (at..end).for_each(|word| letters.push_str(given.word(word)));
                script::sound(&letters, buffer);
                let is_as_long = end - at == self.text.len();
                if *buffer == self.sound || is_as_long && self.sounds_near(given, at) {
                    return Some(end);
                }
                buffer.clear();
                (at..end).for_each(|word| script::skeleton(given.word(word), false, buffer));
                if is_as_long && buffer.len() >= script::SKELETON_MIN && *buffer == self.skeleton {
                    return Some(end);
                }
            }
        }
        None
    }
}

/// The words of a name that say more than what kind of thing it is.
pub(super) fn telling(text: &Text) -> Vec<usize> {
    let words = (0..text.len()).filter(|&at| {
        let word = text.word(at);
        !lexicon::is_kind(word) && !matches!(word, "of" | "and" | "in" | "de")
    });
    words.collect()
}
