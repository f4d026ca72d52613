//! How do sessions work on Cloudflare Workers, or wherever JavaScript calls Rust with a `Request`?
//!
//! ```text
//! npm --prefix examples/recipes/worker start      # http://127.0.0.1:3000, in Node
//! ```
//!
//! There are two sessions. The login is shared with iron-session for JavaScript: a Next.js application on the
//! same domain reads and writes the same cookie. What JavaScript has no use for is in a cookie of its own,
//! sealed natively.

mod convert;

use std::collections::BTreeMap;

use http::header::LOCATION;
use http::{Request, Response, StatusCode};
use iron_session::{CrossSite, Error, IronSession, Keyring, SessionManager};
use serde_json::Value;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "14d", format = "fe26", rename_all = "camelCase")]
struct Login {
    user_name: Option<String>,
    /// Members that only the JavaScript side knows. Our saves keep them.
    #[iron(flatten)]
    rest: BTreeMap<String, Value>,
}

#[derive(IronSession)]
#[iron(cookie = "__Host-visits", max_age = "30d")]
struct Visits {
    count: u32,
}

/// What an isolate keeps between requests.
#[wasm_bindgen]
pub struct App {
    logins: SessionManager<Login>,
    visits: SessionManager<Visits>,
}

#[wasm_bindgen]
impl App {
    /// Checks the secrets and the configuration, once.
    ///
    /// `secret` is what `iron-session keygen` prints. Such a key needs no Argon2id, which would take more
    /// time than small plans give to a request. `shared` is the password that the JavaScript side has.
    ///
    /// # Errors
    ///
    /// What is wrong is thrown as an `Error` that says what to do.
    #[wasm_bindgen(constructor)]
    pub fn new(secret: Option<String>, shared: Option<String>) -> Result<Self, JsError> {
        let secret = there("IRON_SESSION_PASSWORD", secret)?;
        let shared = there("SECRET_COOKIE_PASSWORD", shared)?;
        let keys = Keyring::builder().secret(&secret).fe26_password("1", &shared).build()?;
        let app = Self { logins: SessionManager::new(keys.clone()), visits: SessionManager::new(keys) };
        app.logins.check()?;
        app.visits.check()?;
        Ok(app)
    }

    /// Answers one request.
    ///
    /// # Errors
    ///
    /// If a session cannot be saved, the promise is rejected, and no cookie is set.
    pub async fn fetch(&self, request: web_sys::Request) -> Result<web_sys::Response, JsValue> {
        let response = match convert::head(&request) {
            Ok(head) if CrossSite::new().check(&head).is_err() => status(StatusCode::FORBIDDEN),
            Ok(head) => self.answer(&head, &request).await.map_err(JsError::from)?,
            Err(_) => status(StatusCode::BAD_REQUEST),
        };
        convert::response(&response)
    }

    async fn answer(
        &self,
        head: &Request<()>,
        request: &web_sys::Request,
    ) -> Result<Response<String>, Error> {
        let mut login = self.logins.load(head);
        let mut visits = self.visits.load(head);
        let mut response = match (head.method().as_str(), head.uri().path()) {
            ("GET", "/") => {
                visits.count += 1;
                page(login.user_name.as_deref(), visits.count)
            }
            ("POST", "/login") => {
                // A real login looks for a password here.
                let Some(name) = convert::field(request, "username").await else {
                    return Ok(status(StatusCode::BAD_REQUEST));
                };
                if login.user_name.as_deref() != Some(name.as_str()) {
                    login.restart(); // nothing of the last person is kept, also not what JavaScript has stored
                }
                login.renew();
                login.user_name = Some(name);
                see_home()
            }
            ("POST", "/logout") => {
                let mut response = see_home();
                login.destroy().save(&mut response)?;
                visits.destroy().save(&mut response)?;
                return Ok(response);
            }
            _ => status(StatusCode::NOT_FOUND),
        };
        login.save(&mut response)?;
        visits.save(&mut response)?;
        Ok(response)
    }
}

fn there(variable: &str, secret: Option<String>) -> Result<String, Error> {
    secret.ok_or_else(|| Error::SecretMissing { variable: variable.to_owned() })
}

fn page(user_name: Option<&str>, visits: u32) -> Response<String> {
    Response::new(format!("{}, visits: {visits}\n", user_name.unwrap_or("a stranger")))
}

fn see_home() -> Response<String> {
    let mut response = status(StatusCode::SEE_OTHER);
    response.headers_mut().insert(LOCATION, "/".parse().expect("plain ASCII"));
    response
}

fn status(status: StatusCode) -> Response<String> {
    let mut response = Response::default();
    *response.status_mut() = status;
    response
}
