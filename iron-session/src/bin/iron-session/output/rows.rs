//! [`Rows`]: what is known, once as a table for people and once as JSON for programs.

use super::object::{Object, string};
use super::style::{Style, Tone};
use super::times;

/// One fact.
struct Row {
    /// The member of the JSON. With spaces it is the label in the table.
    name: &'static str,
    shown: String,
    tone: Tone,
    json: String,
}

/// What is known about something.
#[derive(Default)]
pub(crate) struct Rows(Vec<Row>);

impl Rows {
    /// Adds a fact that reads otherwise for people than for programs.
    pub(crate) fn add(&mut self, name: &'static str, tone: Tone, shown: impl Into<String>, json: String) {
        self.0.push(Row { name, shown: shown.into(), tone, json });
    }

    pub(crate) fn text(&mut self, name: &'static str, text: &str) {
        self.add(name, Tone::Plain, text, string(text));
    }

    /// Adds a number with its unit, which the JSON leaves out.
    pub(crate) fn number(&mut self, name: &'static str, number: u64, unit: &str) {
        self.add(name, Tone::Plain, format!("{number} {unit}").trim_end(), number.to_string());
    }

    /// Adds a moment: in UTC and in words for people, in UTC and as seconds since 1970 for programs.
    pub(crate) fn moment(&mut self, name: &'static str, words: &str, moment: u64) {
        let utc = times::iso(moment);
        let json = Object::default().text("utc", &utc).raw("seconds", &moment.to_string()).finish();
        self.add(name, Tone::Plain, format!("{utc}  {words}"), json);
    }

    /// A line for each fact, with the facts below each other.
    pub(crate) fn table(&self, style: Style) -> String {
        let width = self.0.iter().map(|row| row.name.len()).max().unwrap_or(0);
        let line = |row: &Row| {
            let label = format!("{:width$}", row.name.replace('_', " "));
            format!("{}  {}\n", style.paint(Tone::Label, &label), style.paint(row.tone, &row.shown))
        };
        self.0.iter().map(line).collect()
    }

    /// One JSON object.
    pub(crate) fn json(&self) -> String {
        self.0.iter().fold(Object::default(), |object, row| object.raw(row.name, &row.json)).finish()
    }
}
