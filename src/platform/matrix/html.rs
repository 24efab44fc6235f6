//! Lines as the HTML that Matrix clients show: nothing in a text can be taken for markup.

use crate::chat::{Line, Style};

/// A line; `command` puts a command as it is written here.
pub(super) fn html(line: &Line, command: impl Fn(&str) -> String) -> String {
    let mut html = String::new();
    for span in line.spans() {
        let text = span.text();
        if text.is_empty() {
            continue;
        }
        let tag = match span.style() {
            Style::Strong => "strong",
            Style::Emphasis => "em",
            Style::Code => "code",
            Style::Plain | Style::Channel => {
                html.push_str(&escape(text));
                continue;
            }
        };
        let words = match span.style() {
            Style::Code => escape(&command(text)),
            _ => escape(text),
        };
        html.extend(["<", tag, ">", &words, "</", tag, ">"]);
    }
    html
}

/// The same without markup.
pub(super) fn plain(line: &Line, command: impl Fn(&str) -> String) -> String {
    let spans = line.spans().iter();
    let words = spans.map(|span| match span.style() {
        Style::Code => command(span.text()),
        _ => span.text().to_owned(),
    });
    words.collect()
}

/// A text of which nothing is markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#x27;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::{html, plain};
    use crate::chat::Line;

    #[test]
    fn nothing_that_is_written_is_markup() {
        let line = Line::new()
            .strong("<b>Zenda</b> & \"co\"")
            .plain(" isn't ")
            .emphasis("")
            .code("/what <zenda>");
        let as_here = |text: &str| text.replacen('/', "!", 1);
        assert_eq!(
            html(&line, as_here),
            "<strong>&lt;b&gt;Zenda&lt;/b&gt; &amp; &quot;co&quot;</strong> isn&#x27;t \
             <code>!what &lt;zenda&gt;</code>"
        );
        assert_eq!(
            plain(&line, as_here),
            "<b>Zenda</b> & \"co\" isn't !what <zenda>"
        );
    }
}
