//! [`Object`]: a JSON object that is written member by member, in the order given.

/// A JSON object. Its values are written as they are, so the JSON of a session keeps its bytes.
#[derive(Default)]
pub(crate) struct Object(String);

impl Object {
    /// Adds a member whose value is JSON already.
    pub(crate) fn raw(mut self, name: &str, json: &str) -> Self {
        self.0.push(if self.0.is_empty() { '{' } else { ',' });
        self.0.push_str(&string(name));
        self.0.push(':');
        self.0.push_str(json);
        self
    }

    /// Adds a member that is a text.
    pub(crate) fn text(self, name: &str, text: &str) -> Self {
        self.raw(name, &string(text))
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push_str(if self.0.is_empty() { "{}" } else { "}" });
        self.0
    }
}

/// A text as JSON.
pub(crate) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
