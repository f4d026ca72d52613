//! One cookie, two servers: Node with the npm package iron-session, and Rust. README.md says how to start
//! them.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::fmt::Write as _;
use std::process::ExitCode;

use axum::Router;
use axum::extract::State;
use axum::response::{Html, Redirect};
use axum::routing::{get, post};
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, Keyring, Session, SessionManager, Severity};
use serde_json::Value;
use shared::{Outcome, escape};

use crate::node::{Node, PASSWORD};

mod node;

/// The session of both servers. `format = "fe26"` reads and writes the seals of the npm package.
#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "14d", format = "fe26", rename_all = "camelCase")]
struct SessionData {
    user_name: Option<String>,
    visits: u32,
    /// What only Node knows, such as `signedInAt`. A save keeps it.
    #[iron(flatten)]
    rest: BTreeMap<String, Value>,
}

/// Who was signed in by Node. `node` is the address of its page.
async fn home(session: Session<SessionData>, State(node): State<String>) -> Html<String> {
    let Some(name) = session.user_name() else {
        let main = format!(
            "<section class=card><h1>Rust: nobody is signed in</h1>
            <p class=lead>Signing in is Node’s part.</p><a class=button href='{node}'>Sign in at Node</a></section>"
        );
        return shared::page("Rust", &main);
    };
    let main = format!(
        "<section class=card><h1>Rust: hello, <bdi id=name>{}</bdi></h1>
        <dl class='members roomy'>{}</dl>
        <div class=row><form method=post action=/count><button class=button>Count in Rust</button></form>
        <form method=post action=/sign-out><button class='button quiet'>Sign out in Rust</button></form>
        <a class='button quiet' href='{node}'>Back to Node</a></div></section>",
        escape(name),
        members(&session)
    );
    shared::page("Rust", &main)
}

/// The members of the session, those of Node included.
fn members(session: &SessionData) -> String {
    let mut html = format!("<div><dt>visits</dt><dd id=visits>{}</dd></div>", session.visits());
    for (name, value) in session.rest() {
        let (name, value) = (escape(name), escape(&value.to_string()));
        // Writing to a String cannot fail.
        let _ = write!(html, "<div><dt>{name}</dt><dd>{value}</dd></div>");
    }
    html
}

async fn count(mut session: Session<SessionData>) -> Redirect {
    session.visits = session.visits.saturating_add(1);
    Redirect::to("/")
}

/// Signs out on both sides, since there is one cookie.
async fn sign_out(session: Session<SessionData>) -> Redirect {
    session.destroy();
    Redirect::to("/")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let password = password()?;
    let keys = Keyring::builder().fe26_password("1", &password).build()?;
    let sessions = SessionManager::<SessionData>::new(keys).on_event(|report| {
        if report.severity() >= Severity::Warn {
            eprintln!("{report}");
        }
    });
    let listener = shared::listen().await?;
    let address = format!("http://{}", listener.local_addr()?);
    let node = Node::start(&env::var("NODE_PORT").unwrap_or("3001".to_owned()), &address, &password)?;
    println!("Node listens on {}; open it to sign in", node.address);
    let app = Router::new()
        .route("/", get(home))
        .route("/count", post(count))
        .route("/sign-out", post(sign_out))
        .with_state(node.address.clone())
        .layer(SessionLayer::new(sessions).refuse_cross_site());
    axum::serve(listener, app).with_graceful_shutdown(shared::interrupted()).await?;
    Ok(())
}

/// The password from the environment, or else a new one that lasts as long as this program.
fn password() -> Result<String, Box<dyn Error>> {
    if let Some(password) = env::var_os(PASSWORD) {
        return password.into_string().map_err(|_| format!("{PASSWORD} is not UTF-8").into());
    }
    println!("{PASSWORD} is not set: using a new one, so sessions end when this program stops");
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().fold(String::new(), |password, byte| format!("{password}{byte:02x}")))
}
