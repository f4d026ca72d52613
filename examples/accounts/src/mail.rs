//! The mails of this application, and the link in one of them.

use iron_session::IronToken;
use maud::{Markup, html};

/// What is sealed in a link that signs in. It opens for nothing else, and for 15 minutes.
#[derive(IronToken)]
#[iron(purpose = "magic-link", max_age = "15m")]
pub(crate) struct MagicLink {
    pub(crate) user_id: i64,
}

/// A mail that is not sent: the page shows it, so that this example needs no mail server.
///
/// In a real mail the link begins with the address of your site, from your configuration. The `Host` of a
/// request is what the visitor says. A real mail is shown to nobody else: whoever reads it can sign in.
pub(crate) struct Mail<'a> {
    pub(crate) to: &'a str,
    /// None if nobody has an account with this address. The mail tells the owner of the mailbox. The page
    /// that asked for it is the same in both cases, so it tells nobody who has an account.
    pub(crate) link: Option<&'a str>,
}

impl Mail<'_> {
    pub(crate) fn show(&self) -> Markup {
        html! {
            section.card.mail #mail {
                p.aside { "In place of sending it, this example shows the mail here." }
                p { "To: " bdi { (self.to) } }
                @if let Some(link) = self.link {
                    p { "Somebody, hopefully you, wants to sign in. The link works for 15 minutes, and once." }
                    a.button href={ "/link?token=" (link) } { "Continue" }
                } @else {
                    p { "Somebody, hopefully you, wants to sign in. There is no account with this address." }
                    a.button.quiet href="/register" { "Register" }
                }
            }
        }
    }
}
