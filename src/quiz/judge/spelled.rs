//! One form for words that people write in several: number words, Roman numerals, abbreviations.

/// The one form of a folded word; `is_first` tells "VI Lenin" from "Charles VI".
pub(super) fn one_form(word: &str, is_first: bool) -> &str {
    if word
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_digit())
    {
        return decade(word);
    }
    match word {
        "organisation" => "organization",
        "organisations" => "organizations",
        "grey" => "gray",
        "saint" | "sankt" => "st",
        "mount" => "mt",
        "doctor" => "dr",
        "mister" => "mr",
        "junior" | "jnr" => "jr",
        "senior" | "snr" => "sr",
        "boulevard" => "blvd",
        "avenue" => "ave",
        "versus" => "vs",
        "fifties" => "50s",
        "sixties" => "60s",
        "seventies" => "70s",
        "eighties" => "80s",
        "nineties" => "90s",
        "forties" => "40s",
        "thirties" => "30s",
        "twenties" => "20s",
        "und" | "et" => "and",
        _ => number(word)
            .or_else(|| roman(word).filter(|_| !is_first))
            .unwrap_or(word),
    }
}

/// The decade of the last century, as people say it: `1950s` is `50s`.
fn decade(word: &str) -> &str {
    word.strip_prefix("19")
        .filter(|rest| rest.len() == 3 && rest.ends_with("0s"))
        .unwrap_or(word)
}

fn number(word: &str) -> Option<&'static str> {
    Some(match word {
        "one" | "first" => "1",
        "two" | "second" => "2",
        "three" | "third" => "3",
        "four" | "fourth" => "4",
        "five" | "fifth" => "5",
        "six" | "sixth" => "6",
        "seven" | "seventh" => "7",
        "eight" | "eighth" => "8",
        "nine" | "ninth" => "9",
        "ten" | "tenth" => "10",
        "eleven" | "eleventh" => "11",
        "twelve" | "twelfth" => "12",
        "thirteen" | "thirteenth" => "13",
        "fourteen" | "fourteenth" => "14",
        "fifteen" | "fifteenth" => "15",
        "sixteen" | "sixteenth" => "16",
        "seventeen" | "seventeenth" => "17",
        "eighteen" | "eighteenth" => "18",
        "nineteen" | "nineteenth" => "19",
        "twenty" | "twentieth" => "20",
        "thirty" | "thirtieth" => "30",
        "forty" | "fortieth" => "40",
        "fifty" | "fiftieth" => "50",
        "sixty" | "sixtieth" => "60",
        "seventy" | "seventieth" => "70",
        "eighty" | "eightieth" => "80",
        "ninety" | "ninetieth" => "90",
        _ => return None,
    })
}

/// Of one letter none is read, "Malcolm X" being no tenth, nor "xi", which is a surname.
fn roman(word: &str) -> Option<&'static str> {
    Some(match word {
        "ii" => "2",
        "iii" => "3",
        "iv" => "4",
        "vi" => "6",
        "vii" => "7",
        "viii" => "8",
        "ix" => "9",
        "xii" => "12",
        "xiii" => "13",
        "xiv" => "14",
        "xv" => "15",
        "xvi" => "16",
        "xvii" => "17",
        "xviii" => "18",
        "xix" => "19",
        "xx" => "20",
        "xxi" => "21",
        _ => return None,
    })
}

/// The value of a number word below ten.
pub(super) fn unit(word: &str) -> Option<u32> {
    let number: u32 = number(word)?.parse().ok()?;
    (number < 10).then_some(number)
}

/// The value of full tens above ten, in digits.
pub(super) fn tens(digits: &str) -> Option<u32> {
    let is_tens = digits.len() == 2 && digits.ends_with('0') && digits != "10";
    digits.parse().ok().filter(|_| is_tens)
}

/// The value of a number word, for the readers of dates and numbers: units and tens.
pub(super) fn value(word: &str) -> Option<u32> {
    if word == "zero" {
        return Some(0);
    }
    number(word)?.parse().ok()
}
