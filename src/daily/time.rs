//! Times of day as people write them.

use jiff::civil::Time;

/// The time of day that a text means: `9`, `09:00`, `9am`, `9 pm`, `21.30`, `2130`, `noon`.
/// Nothing if it is none.
pub fn read(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "noon" | "midday" => return Time::new(12, 0, 0, 0).ok(),
        "midnight" => return Some(Time::midnight()),
        _ => {}
    }
    let text = text.strip_suffix(" o'clock").unwrap_or(&text);
    let (digits, half) = halved(text);
    let (hour, minute) = split(digits.trim_end())?;
    let hour: i8 = number(hour)?;
    let minute: i8 = number(minute)?;
    let hour = match half {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(Half::Morning) => hour % 12,
        Some(Half::Evening) => hour % 12 + 12,
    };
    Time::new(hour, minute, 0, 0).ok()
}

/// A time of day as it is shown, with 24 hours: `09:00`.
pub fn shown(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Evening,
}

/// What stands before "am" or "pm", and which of them it was.
fn halved(text: &str) -> (&str, Option<Half>) {
    for (half, endings) in [
        (Half::Morning, ["am", "a.m.", "a.m"]),
        (Half::Evening, ["pm", "p.m.", "p.m"]),
    ] {
        for ending in endings {
            if let Some(before) = text.strip_suffix(ending) {
                return (before, Some(half));
            }
        }
    }
    (text, None)
}

/// Hour and minute: `9`, `9:30`, `9.30`, `9h30`, `0930`.
fn split(digits: &str) -> Option<(&str, &str)> {
    if let Some((hour, minute)) = digits.split_once([':', '.', 'h']) {
        let minute = if minute.is_empty() { "00" } else { minute };
        return (minute.len() == 2).then_some((hour, minute));
    }
    match digits.len() {
        1 | 2 => Some((digits, "00")),
        4 => digits.split_at_checked(2),
        _ => None,
    }
}

fn number(digits: &str) -> Option<i8> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::{read, shown};

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, expected) in [
            ("9", Some("09:00")),
            ("09:00", Some("09:00")),
            (" 9:05 ", Some("09:05")),
            ("9am", Some("09:00")),
            ("9 AM", Some("09:00")),
            ("9:30 p.m.", Some("21:30")),
            ("12am", Some("00:00")),
            ("12 pm", Some("12:00")),
            ("21.30", Some("21:30")),
            ("21h30", Some("21:30")),
            ("9h", Some("09:00")),
            ("2130", Some("21:30")),
            ("0", Some("00:00")),
            ("noon", Some("12:00")),
            ("midnight", Some("00:00")),
            ("9 o'clock", Some("09:00")),
            ("24:00", None),
            ("25", None),
            ("9:60", None),
            ("9:5", None),
            ("13pm", None),
            ("0am", None),
            ("930", None),
            ("-9", None),
            ("+9", None),
            ("nine", None),
            ("", None),
            ("am", None),
            ("٩", None),
            ("9:00:00", None),
        ] {
            assert_eq!(read(text).map(shown).as_deref(), expected, "{text}");
        }
    }
}
