//! `sealData` and `unsealData` of the real packages. One process does all the values of a test.

use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout, Stdio};

use serde_json::{Value, json};

use super::program::{INSTALL, script};

/// The script `seal.mjs`; it is killed when this is dropped.
pub(super) struct Sealer {
    child: Child,
    questions: ChildStdin,
    answers: Lines<BufReader<ChildStdout>>,
}

impl Sealer {
    pub(super) fn start() -> Self {
        let mut child = script("seal.mjs")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("`node` does not start: {error}; this test {INSTALL}"));
        let questions = child.stdin.take().expect("stdin was asked for");
        let answers = BufReader::new(child.stdout.take().expect("stdout was asked for")).lines();
        Self { child, questions, answers }
    }

    /// The seal that `sealData` makes of a value. `password` is one text, or an object with several.
    pub(super) fn seal(&mut self, by: &str, value: &Value, password: &Value, ttl: i64) -> String {
        let question = json!({ "by": by, "seal": value, "password": password, "ttl": ttl });
        self.text(&question)
    }

    /// The seal that `sealSession` of h3 makes of the data of a session.
    pub(super) fn seal_by_h3(&mut self, value: &Value, password: &str, max_age: i64) -> String {
        let question = json!({ "by": "h3", "seal": value, "password": password, "maxAge": max_age });
        self.text(&question)
    }

    /// What `unsealData` reads from a seal: the value, or an empty object if the seal is refused.
    pub(super) fn open(&mut self, by: &str, text: &str, password: &Value) -> Value {
        self.ask(&json!({ "by": by, "open": text, "password": password }))["value"].take()
    }

    fn text(&mut self, question: &Value) -> String {
        let answer = self.ask(question);
        answer["text"].as_str().expect("a seal is a text").to_owned()
    }

    fn ask(&mut self, question: &Value) -> Value {
        writeln!(self.questions, "{question}").expect("the script listens");
        let answer = self.answers.next().expect("every question is answered").expect("in UTF-8");
        let answer: Value = serde_json::from_str(&answer).expect("in JSON");
        assert_eq!(answer["error"], Value::Null, "the answer to {question}");
        answer
    }
}

impl Drop for Sealer {
    fn drop(&mut self) {
        // Both fail only if the process has already ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
