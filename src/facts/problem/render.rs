//! Problems as text, in the manner of the Rust compiler.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Problem, Problems};

impl Problems {
    /// All problems, with the lines that they are about, and how many there are.
    pub fn render(&self, color: bool) -> String {
        let renderer = if color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let mut text = String::new();
        for problem in &self.problems {
            text.push_str(&renderer.render(&[group(problem)]));
            text.push_str("\n\n");
        }
        for (file, more) in &self.unshown {
            text.push_str(&format!("{file}: {more} more problems are not shown\n"));
        }
        text.push_str(&match self.count() {
            1 => String::from("1 problem\n"),
            count => format!("{count} problems\n"),
        });
        text
    }
}

fn group(problem: &Problem) -> Group<'_> {
    let title = Level::ERROR.primary_title(&*problem.message);
    let group = Group::with_title(title);
    let excerpt = &problem.excerpt;
    let mut mark = AnnotationKind::Primary.span(excerpt.underlined.clone());
    if !problem.label.is_empty() {
        mark = mark.label(&*problem.label);
    }
    let snippet = Snippet::source(&*excerpt.line)
        .line_start(problem.line)
        .annotation(mark);
    let group = if excerpt.is_cut {
        let origin = Origin::path(&*problem.file)
            .line(problem.line)
            .char_column(problem.column);
        group.element(origin).element(snippet)
    } else {
        group.element(snippet.path(&*problem.file))
    };
    if problem.help.is_empty() {
        group
    } else {
        group.element(Level::HELP.message(&*problem.help))
    }
}
