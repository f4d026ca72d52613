//! [`Csrf`]: tokens that tie a form to the session in which it was shown.

use super::handle::Session;
use crate::error::{Error, Rejection};
use crate::members::IronSession;
use crate::token::{open_csrf, seal_csrf};

/// Tokens against forged requests: what a page sends with a form, to show that it is a page of this site and
/// was made for this session.
///
/// A layer with `.refuse_cross_site()` refuses what browsers say is of another origin, and that is enough for
/// most sites. Tokens are for the others: a session with `SameSite=None`, browsers without `Sec-Fetch-Site`
/// and `Origin`, and hosts of your own domain that must not send forms. Use both where you can. The page
/// [`security`](crate::security#when-a-form-needs-a-token) says more.
///
/// The session type needs `#[iron(id)]`, since a token is bound to the session's id. It opens in no other
/// session, and in none at all after 24 hours. Each call of [`token`](Self::token) gives another text, and
/// each of them may be sent any number of times. So compression and lengths tell nobody what a page will
/// accept, and nothing is kept on the server.
///
/// [`renew`](Session::renew), [`restart`](Session::restart) and [`destroy`](Session::destroy) end all tokens
/// of the session. So after a login, a form that was open in another tab is refused. Answer it with a page
/// that shows the form again, with what was typed and a new token.
///
/// # Examples
///
/// With axum. In the other frameworks the two calls are the same:
///
#[cfg_attr(feature = "axum", doc = "```")]
#[cfg_attr(not(feature = "axum"), doc = "```ignore")]
/// use axum::Form;
/// use axum::http::StatusCode;
/// use axum::response::Html;
/// use iron_session::{Csrf, IronSession, Session, SessionError};
/// # use axum::body::{Body, to_bytes};
/// # use axum::http::Request;
/// # use axum::routing::get;
/// # use iron_session::axum::SessionLayer;
/// # use iron_session::{Keyring, testing};
/// # use tower::ServiceExt;
///
/// #[derive(IronSession)]
/// #[iron(id, same_site = "none")]
/// struct SessionData {
///     note: Option<String>,
/// }
///
/// #[derive(serde::Deserialize)]
/// struct Note {
///     #[serde(default)] // without a token it is a 403 too
///     csrf: String,
///     text: String,
/// }
///
/// async fn page(mut session: Session<SessionData>) -> Result<Html<String>, SessionError> {
///     let csrf = Csrf::token(&mut session)?;
///     Ok(Html(format!(
///         r#"<form method="post">
///             <input type="hidden" name="csrf" value="{csrf}">
///             <input name="text"> <button>Keep</button>
///         </form>"#
///     )))
/// }
///
/// async fn keep(mut session: Session<SessionData>, Form(note): Form<Note>) -> StatusCode {
///     if Csrf::check(&session, &note.csrf).is_err() {
///         return StatusCode::FORBIDDEN;
///     }
///     session.set_note(note.text);
///     StatusCode::NO_CONTENT
/// }
/// #
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let site = axum::Router::new()
/// #     .route("/", get(page).post(keep))
/// #     .layer(SessionLayer::<SessionData>::new(Keyring::generate()?));
/// # let shown = site.clone().oneshot(Request::get("/").body(Body::empty())?).await?;
/// # let cookie = shown.headers()["set-cookie"].to_str()?.split(';').next().unwrap_or_default().to_owned();
/// # let html = String::from_utf8(to_bytes(shown.into_body(), 4096).await?.to_vec())?;
/// # let token = html.split("value=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
/// # let send = |token: &str| {
/// #     Request::post("/")
/// #         .header("cookie", &cookie)
/// #         .header("content-type", "application/x-www-form-urlencoded")
/// #         .body(Body::from(format!("text=hello&csrf={token}")))
/// # };
/// # assert_eq!(site.clone().oneshot(send(token)?).await?.status(), 204);
/// # assert_eq!(site.oneshot(send("")?).await?.status(), 403);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub enum Csrf {}

impl Csrf {
    /// Makes a token for a page that is shown in this session.
    ///
    /// It is a text of letters, digits, `-` and `_`, so it needs no escaping: in a hidden field of a form, or
    /// in a `meta` element from which a script takes it for a header such as `X-CSRF-Token`. It must not
    /// stand in an address, which others see. It takes about as long as sealing a small session.
    ///
    /// **The first token of a session without an id writes the session**, with the id that is drawn for it:
    /// for a visitor who comes for the first time, and for a session from before its type had an id. So call
    /// this where a form is shown, and not in every response, or each visitor gets a cookie. If a browser
    /// opens two such pages at once, each brings a session, and the browser keeps one. A cookie that was
    /// refused is replaced, as by any change. In a session that has an id, this writes nothing.
    ///
    /// Call it after [`renew`](Session::renew), if the same handler calls that. If changes of the session
    /// are [withheld](crate::Meta::withheld), the first token is withheld as they are, and is refused later.
    ///
    /// # Errors
    ///
    /// [`Error::Random`] and [`Error::Clock`]; [`Error::SealingKeys`] if the keyring has no native key;
    /// [`Error::BoundToNothing`] if [`configure`](crate::SessionManager::configure) has turned the type's id
    /// off.
    ///
    /// # Examples
    ///
    /// ```
    /// use iron_session::{Csrf, IronSession, Keyring};
    ///
    /// #[derive(IronSession)]
    /// #[iron(id)]
    /// struct SessionData {
    ///     user: Option<u64>,
    /// }
    ///
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// let token = Csrf::token(&mut session)?;
    /// let field = format!(r#"<input type="hidden" name="csrf" value="{token}">"#);
    ///
    /// assert!(!session.set_cookies()?.is_empty()); // the browser gets the id
    /// # assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
    /// # assert!(field.contains(&token));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// A type without an id does not compile:
    ///
    /// ```compile_fail,E0080
    /// # use iron_session::{Csrf, IronSession, Keyring};
    /// #[derive(IronSession)]
    /// struct SessionData {
    ///     user: Option<u64>,
    /// }
    ///
    /// let mut session = SessionData::load(&http::HeaderMap::new(), &Keyring::generate()?);
    /// let token = Csrf::token(&mut session)?; // write `#[iron(id)]` on the struct
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    #[track_caller]
    pub fn token<T: IronSession>(session: &mut Session<T>) -> Result<String, Error> {
        const { assert_id(T::CONFIG.id) };
        // A save of another's session draws a new id, to which the token is to be bound.
        if session.loaded().is_of_another()? {
            session.write().state.renew();
        }
        // Only what has to be written makes this holder of the session its writer.
        let id = match session.loaded().state.lasting_id() {
            Some(id) => id,
            None => session.write().state.bind()?,
        };
        let state = &session.loaded().state;
        seal_csrf(&state.policy.keys, &id, state.now, state.policy.random)
    }

    /// Checks what a request sent as its token.
    ///
    /// Call it before anything is changed, and before [`renew`](Session::renew). Answer each [`Rejection`]
    /// with the same 403. It takes as long as opening a small session, whatever was sent.
    ///
    /// # Errors
    ///
    /// [`Rejection::Forged`] for a token of another session, or if the request brought no session;
    /// [`Rejection::Expired`] 24 hours after it was made; [`Rejection::Malformed`] for what is no token, such
    /// as an empty text. [`Rejection::UnknownKey`], [`Rejection::RevokedKey`],
    /// [`Rejection::UnsupportedVersion`] and [`Rejection::NotYetValid`] as documented there.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{Csrf, IronSession, Keyring, Rejection};
    /// # #[derive(IronSession)]
    /// # #[iron(id)]
    /// # struct SessionData { user: Option<u64> }
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let keys = Keyring::generate()?;
    /// let mut session = SessionData::load(&http::HeaderMap::new(), &keys);
    /// let token = Csrf::token(&mut session)?;
    /// assert_eq!(Csrf::check(&session, &token), Ok(()));
    ///
    /// let mut other = SessionData::load(&http::HeaderMap::new(), &keys);
    /// assert_eq!(Csrf::check(&other, &token), Err(Rejection::Forged));
    /// # let _own = Csrf::token(&mut other)?;
    /// # assert_eq!(Csrf::check(&other, &token), Err(Rejection::Forged));
    ///
    /// session.renew();
    /// assert_eq!(Csrf::check(&session, &token), Err(Rejection::Forged));
    /// # Ok(())
    /// # }
    /// ```
    pub fn check<T: IronSession>(session: &Session<T>, token: &str) -> Result<(), Rejection> {
        const { assert_id(T::CONFIG.id) };
        let state = &session.loaded().state;
        let id = state.lasting_id().ok_or(Rejection::Forged)?;
        open_csrf(&state.policy.keys, token, &id, state.now)
    }
}

/// Refuses a session type whose sessions have nothing that a token could be bound to.
#[track_caller]
const fn assert_id(has_id: bool) {
    assert!(has_id, "a CSRF token is bound to the session's id; write `#[iron(id)]` on the session type");
}
