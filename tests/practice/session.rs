//! The session of all these applications.

use iron_session::{IronSession, Login};

#[derive(IronSession)]
#[iron(cookie = "__Host-app", max_age = "30d")]
pub(super) struct SessionData {
    username: Option<String>,
    #[iron(default = "blue".to_owned())]
    pub(super) colour: String,
    #[iron(flash)]
    notice: Option<String>,
}

impl Login for SessionData {
    const PAGE: Option<&str> = Some("/login");

    fn is_signed_in(&self) -> bool {
        self.username.is_some()
    }
}
