//! Months, as they are written.

use super::slip;

#[rustfmt::skip]
const MONTHS: [&str; 12] = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
];

/// The month that a folded word names, in full, abbreviated, or with a slip; Russian and Urdu
/// names too, since their words are those of the calendar and not of any fact.
pub(super) fn month(word: &str) -> Option<i8> {
    let word = word.trim_matches('\'');
    if !word.is_ascii() {
        return foreign(word);
    }
    if word.len() < 3 {
        return None;
    }
    let mut fits = (1..).zip(MONTHS).filter(|(_, name)| name.starts_with(word));
    if let Some((number, _)) = fits.next() {
        return fits.next().is_none().then_some(number);
    }
    if word == "sept" {
        return Some(9);
    }
    let is_near = |name: &str| {
        let is_swap = name.len() == word.len() && {
            let letters = |word: &str| {
                let mut letters: Vec<u8> = word.bytes().collect();
                letters.sort_unstable();
                letters
            };
            letters(name) == letters(word)
        };
        let is_long = name.len() >= slip::SLIP_CHARS_MIN;
        slip::is_one_edit(name, word) && (is_long || is_swap)
    };
    let mut near = (1..).zip(MONTHS).filter(|(_, name)| is_near(name));
    let (number, _) = near.next()?;
    near.next().is_none().then_some(number)
}

fn foreign(word: &str) -> Option<i8> {
    Some(match word {
        "январь" | "января" | "январе" | "جنوری" | "ینایر" => 1,
        "февраль" | "февраля" | "феврале" | "فروری" | "فبرایر" => 2,
        "март" | "марта" | "марте" | "مارچ" | "مارس" => 3,
        "апрель" | "апреля" | "апреле" | "اپریل" | "ابریل" => 4,
        "май" | "маи" | "мая" | "мае" | "مئی" | "مئ" | "میی" | "مایو" => 5,
        "июнь" | "июня" | "июне" | "جون" | "یونیو" => 6,
        "июль" | "июля" | "июле" | "جولائی" | "جولایی" | "یولیو" => 7,
        "август" | "августа" | "августе" | "اگست" | "اغسطس" => 8,
        "сентябрь" | "сентября" | "сентябре" | "ستمبر" | "سبتمبر" => {
            9
        }
        "октябрь" | "октября" | "октябре" | "اکتوبر" => 10,
        "ноябрь" | "ноября" | "ноябре" | "نومبر" | "نوفمبر" => 11,
        "декабрь" | "декабря" | "декабре" | "دسمبر" | "دیسمبر" => {
            12
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::month;

    #[test]
    fn months_are_read_in_full_abbreviated_or_with_a_slip() {
        for (word, expected) in [
            ("june", Some(6)),
            ("jun", Some(6)),
            ("sept", Some(9)),
            ("novmber", Some(11)),
            ("jnue", Some(6)),
            ("mya", Some(5)),
            ("ju", None),
            ("jule", None),
            ("maybe", None),
            ("man", None),
            ("июня", Some(6)),
            ("جون", Some(6)),
        ] {
            assert_eq!(month(word), expected, "{word}");
        }
    }
}
