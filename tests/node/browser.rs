//! One browser and several servers on one host. Cookies do not depend on the port, so all servers share them.

use iron_session::testing::{Jar, StoredCookie};
use serde_json::{Value, json};

use crate::client::{Answer, Visitor};

#[derive(Default)]
pub(super) struct Browser(Jar);

impl Browser {
    /// The session that the server reads.
    pub(super) fn session(&mut self, port: u16) -> Value {
        let answer = self.visit(port, |visitor| visitor.get("/session"));
        serde_json::from_str(&answer.body).expect("servers show the session as JSON")
    }

    pub(super) fn login(&mut self, port: u16, name: &str) -> Answer {
        self.visit(port, |visitor| visitor.post("/login", "name", name))
    }

    /// Sets members of the session.
    pub(super) fn change(&mut self, port: u16, members: &Value) -> Answer {
        self.visit(port, |visitor| visitor.post("/change", "members", &members.to_string()))
    }

    pub(super) fn logout(&mut self, port: u16) -> Answer {
        self.visit(port, |visitor| visitor.post("/logout", "", ""))
    }

    pub(super) fn cookie(&self, name: &str) -> Option<&StoredCookie> {
        self.0.get(name)
    }

    /// The value of the shared cookie.
    pub(super) fn seal(&self) -> &str {
        &self.cookie("sid").expect("the browser has a session").value
    }

    fn visit(&mut self, port: u16, visit: impl FnOnce(&mut Visitor) -> Answer) -> Answer {
        let mut visitor = Visitor::new(port);
        visitor.jar = std::mem::take(&mut self.0);
        let answer = visit(&mut visitor);
        self.0 = visitor.jar;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer
    }
}

/// The session of a visitor who is not signed in.
pub(super) fn nobody() -> Value {
    json!({})
}
