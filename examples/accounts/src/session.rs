//! What a session holds, who counts as signed in, and who may do what.

use std::time::Duration;

use iron_session::{Expiring, IronSession, Login, Rule, Session};
use serde::{Deserialize, Serialize};

use crate::database::User;
use crate::label::Label;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// All that the cookie holds. What may change without this visitor, such as the e-mail address, stays in the
/// database.
///
/// The role is here, so that a [`Rule`] needs no database. So a change of the role ends the sessions of that
/// user, and the next sign-in seals the new one.
#[derive(IronSession)]
#[iron(cookie = "__Host-accounts", max_age = "30d", absolute_timeout = "30d", id, subject = user_id)]
pub(crate) struct SessionData {
    user_id: Option<i64>,
    name: String,
    role: Role,
    remembered: bool,
    /// Whether the password was typed once more, a short time ago.
    #[iron(lifetime = "10m")]
    confirmed: Expiring<bool>,
    /// A message that is shown once, on the page after a redirect.
    #[iron(flash)]
    notice: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Role {
    #[default]
    Member,
    Administrator,
}

impl Role {
    /// The role as text for people, and in forms.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Administrator => "administrator",
        }
    }
}

impl Login for SessionData {
    const PAGE: Option<&str> = Some("/sign-in");

    fn is_signed_in(&self) -> bool {
        self.user_id().is_some()
    }
}

/// For administrators. There is no page on which a member becomes one, so the others get a 403.
#[derive(Debug)]
pub(crate) struct Admin;

impl Rule<SessionData> for Admin {
    fn allows(session: &Session<SessionData>) -> bool {
        *session.role() == Role::Administrator
    }
}

/// Whoever typed the password in the last ten minutes. The others are asked for it, and come back.
#[derive(Debug)]
pub(crate) struct Confirmed;

impl Rule<SessionData> for Confirmed {
    const PAGE: Option<&str> = Some("/confirm");

    fn allows(session: &Session<SessionData>) -> bool {
        session.confirmed().is_some()
    }
}

/// Whether a sign-in outlives the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stay {
    /// For a month.
    Remembered,
    /// Until the browser closes. A browser that restores its tabs may keep such a cookie, so it also ends a
    /// day after the session was last changed.
    UntilClosed,
}

/// Makes this the session of `user`, in the browser that is called `label`.
pub(crate) fn sign_in(session: &mut Session<SessionData>, user: &User, stay: Stay, label: &Label) {
    session.restart(); // nothing of whoever was signed in here before is kept
    let remembered = stay == Stay::Remembered;
    let length = if remembered { 30 * DAY } else { DAY };
    session.renew().max_age(length).persistent(remembered).label(&label.0);
    session.set_user_id(user.id);
    session.set_name(user.name.as_str());
    session.set_role(user.role);
    session.set_remembered(remembered);
}
