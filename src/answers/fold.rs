//! Folding: what two spellings of one word have in common.
//!
//! Folded text is lower case, without diacritics, with one form for each letter that a script
//! writes in several, with ASCII digits, and without characters that nobody sees.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a text: NFKC, case, diacritics, letter variants of Arabic script, digits.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let lower = text.to_ascii_lowercase();
        return if lower.contains('`') {
            lower.replace('`', "'")
        } else {
            lower
        };
    }
    text.nfkd()
        .filter(|&c| !is_combining_mark(c) && !is_invisible(c))
        .flat_map(char::to_lowercase)
        .filter(|&c| !is_combining_mark(c))
        .map(fold_char)
        .collect()
}

/// Whether a character belongs to a word: letters, digits, their marks, apostrophes, and what
/// nobody sees.
pub fn is_within_word(c: char) -> bool {
    c.is_alphanumeric() || fold_char(c) == '\'' || is_combining_mark(c) || is_invisible(c)
}

/// One form for each letter, digit and apostrophe.
fn fold_char(c: char) -> char {
    match c {
        // Quotation marks that people and telephones put for an apostrophe.
        '’' | '‘' | 'ʼ' | '´' | '`' => '\'',
        // Dashes that stand for a hyphen.
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        // Arabic and Urdu keyboards give different code points for the same letter.
        'ي' | 'ى' | 'ے' => 'ی',
        'ك' => 'ک',
        'ہ' | 'ۃ' | 'ة' | 'ھ' | 'ە' => 'ه',
        'ؤ' => 'و',
        'أ' | 'إ' | 'ٱ' => 'ا',
        // Latin letters that do not decompose.
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        _ => ascii_digit(c).unwrap_or(c),
    }
}

/// The value of a decimal digit of the scripts that members are likely to type.
fn ascii_digit(c: char) -> Option<char> {
    const ZEROS: [char; 4] = ['٠', '۰', '०', '০'];
    let code = u32::from(c);
    ZEROS.iter().find_map(|&zero| {
        let digit = code.checked_sub(u32::from(zero))?;
        (digit < 10).then(|| char::from_digit(digit, 10)).flatten()
    })
}

/// Zero-width, directional and other characters that carry no letter.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{0640}' | '\u{180E}' | '\u{FEFF}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_word_fold_to_the_same() {
        for (one, other) in [
            ("Islamabad", "ISLAMABAD"),
            ("Attaché", "attache"),
            ("ＳＣＯ", "sco"),
            ("Kh\u{200B}an", "khan"),
            ("Ёлка", "елка"),
            ("كراچي", "کراچی"),
            ("۱۴", "14"),
            ("Pakistan’s", "pakistan's"),
            ("Pakistan`s", "pakistan's"),
            ("Pakistan–Russia", "pakistan-russia"),
            ("\u{202E}Putin", "putin"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
    }

    #[test]
    fn different_words_stay_different() {
        for (one, other) in [("Iran", "Imran"), ("т", "t"), ("S-400", "S-300")] {
            assert_ne!(fold(one), fold(other));
        }
    }
}
