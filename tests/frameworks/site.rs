//! The site that every framework builds, and the thread that serves it.
//!
//! All routes answer GET, so that no framework needs forms; `/twice` also answers POST, and those that turn
//! visitors away also HEAD, POST and OPTIONS. `{user}` and `{code}` are one segment of the path. The session
//! is an [`Account`]; `/both` has a [`Guest`] besides. All routes but `/unlayered` are below the session
//! layers.
//!
//! | route | handler |
//! | --- | --- |
//! | `/read` | answers the user, or `nobody` |
//! | `/unasked` | answers `ok` and does not ask for the session |
//! | `/login/{user}` | renews, sets the user, answers 303 to `/read` |
//! | `/logout` | destroys, answers 303 to `/read` |
//! | `/relogin/{user}` | destroys, asks for the session again, answers its user or `nobody`, sets the user |
//! | `/others` | ends the user's other sessions; answers `ended`, or what `SessionError` answers |
//! | `/twice` | asks for the session, adds a visit, drops it, asks again, adds a visit; answers the visits |
//! | `/status/{code}` | adds a visit, answers with that status |
//! | `/foreign` | adds a visit, sets the cookie `theme=dark; Path=/` without the layer |
//! | `/rival` | renews, sets the cookie [`RIVAL`] without the layer |
//! | `/large` | sets a note of [`LARGE`] bytes and the cookie `theme=dark; Path=/`, answers 200 and `lost` |
//! | `/panic` | adds a visit, panics while it holds the session |
//! | `/slow/{user}` | sets the user, drops the session, waits at [`Site::meet`], asks again, answers it |
//! | `/optional` | takes `Option<Session>`, or the framework's way to say it; answers `some` or `none` |
//! | `/members` | takes `SignedIn`; answers the user |
//! | `/inner/members` | the same, in a router that is nested at `/inner` below the layer |
//! | `/known` | takes `SignedIn` with the rule [`Known`]; answers the user |
//! | `/root` | takes `SignedIn` with the rules [`Known`] and [`Root`]; answers the user |
//! | `/steps` | does [`first`], [`second`] and [`third`], with a [`pause`] between them; answers the last |
//! | `/through` | adds ten visits, answers the visits; has a middleware |
//! | `/guarded` | like `/twice`; has a middleware |
//! | `/clash` | like `/read`; has a middleware; the handler does not run, or fails |
//! | `/both` | signs in to both sessions; answers the users that they had before |
//! | `/late/{work}` | does what [`late`] says and never answers; outside the layer is [`in_time`] |
//! | `/unlayered` | like `/read`, outside the layer |
//!
//! The middleware of `/through` adds one visit before the handler, and waits at a [`pause`]. After the
//! handler it waits again, and answers the visits in the header `x-visits`. The middleware of `/guarded`
//! holds the unchanged session while the handler runs, and answers the visits of this session in `x-visits`.
//! The middleware of `/clash` changes the session, and holds it while the handler runs.

use std::cell::Cell;
use std::future::poll_fn;
use std::net::{Ipv4Addr, TcpListener};
use std::pin::pin;
use std::sync::{Arc, Mutex, mpsc};
use std::task::Poll;
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use iron_session::testing::Jar;
use iron_session::{
    CrossSite, Event, IronSession, Keyring, Login, Revocations, Rule, Session, SessionError, SessionManager,
};
use tokio::sync::{Barrier, oneshot};

/// The session of the site.
#[derive(IronSession)]
#[iron(cookie = "__Host-contract", max_age = "1h", absolute_timeout = "1d", id, subject = user)]
pub(super) struct Account {
    user: Option<String>,
    visits: u32,
    note: String,
}

/// Another session of the site.
#[derive(IronSession)]
#[iron(cookie = "__Host-guest", absolute_timeout = "1d", id, subject = name)]
pub(super) struct Guest {
    name: Option<String>,
}

impl Login for Account {
    const PAGE: Option<&str> = Some("/login/somebody");

    fn is_signed_in(&self) -> bool {
        self.user.is_some()
    }
}

/// Allows those who have visited the site before.
pub(super) struct Known;

impl Rule<Account> for Known {
    const PAGE: Option<&'static str> = Some("/known?again=1#form");

    fn allows(session: &Session<Account>) -> bool {
        session.visits() > 0
    }
}

/// Allows one user.
pub(super) struct Root;

impl Rule<Account> for Root {
    fn allows(session: &Session<Account>) -> bool {
        session.user() == Some("root")
    }
}

impl Account {
    /// What `/read` answers.
    pub(super) fn greeting(&self) -> String {
        self.user().unwrap_or("nobody").to_owned()
    }
}

/// What the handler of `/both` does.
pub(super) fn together(mut account: Session<Account>, mut guest: Session<Guest>) -> String {
    let users = format!("{} {}", account.greeting(), guest.name().unwrap_or("nobody"));
    account.set_user("ada");
    guest.set_name("ada");
    users
}

/// The bytes of a note that is too long for a cookie.
pub(super) const LARGE: usize = 5000;

/// What the handler of `/late/{work}` does: it changes the session or not, holds it or not, and never
/// answers.
pub(super) async fn late(work: &str, mut session: Session<Account>) -> String {
    let _held = match work {
        "login" => {
            session.set_user("late");
            None
        }
        "logout" => {
            session.destroy();
            None
        }
        "hold" => {
            session.set_user("late");
            Some(session)
        }
        _ => Some(session),
    };
    std::future::pending().await
}

thread_local! {
    /// How many pauses have begun in this thread.
    static PAUSES: Cell<usize> = const { Cell::new(0) };
}

/// How many pauses have begun in this thread since the last time.
pub(super) fn pauses() -> usize {
    PAUSES.take()
}

/// Is pending once.
pub(super) async fn pause() {
    PAUSES.set(PAUSES.get() + 1);
    tokio::task::yield_now().await;
}

/// A session's cookie by another hand.
pub(super) const RIVAL: &str = "__Host-contract=other; Path=/; Secure";

/// What the handler of `/others` does.
pub(super) async fn others(site: &Site, mut session: Session<Account>) -> Result<&'static str, SessionError> {
    site.revocations.as_ref().expect("the site has some").end_others(&mut session).await?;
    Ok("ended")
}

/// The first step of the handler of `/steps`.
pub(super) fn first(mut session: Session<Account>) {
    *session.visits_mut() += 1;
}

/// The second step: it holds the changed session at a pause.
pub(super) async fn second(mut session: Session<Account>) {
    session.renew();
    session.set_note("half of it");
    pause().await;
    session.set_note("all of it");
}

/// The third step, which gives the answer.
pub(super) fn third(mut session: Session<Account>) -> String {
    *session.visits_mut() += 1;
    format!("{} {}", session.visits(), session.note())
}

/// The answer if it comes at once, as a timeout outside the layer would let it pass.
pub(super) async fn in_time<A>(answer: impl Future<Output = A>) -> Option<A> {
    tokio::time::timeout(Duration::from_millis(50), answer).await.ok()
}

/// The key that seals, and the one that sealed before.
const KEYS: [&[u8; 32]; 2] = [
    b"\x01\x23\x45\x67\x89\xab\xcd\xef0123456789abcdefghijklmn",
    b"\xfe\xdc\xba\x98\x76\x54\x32\x10zyxwvutsrqponmlkjihgfedc",
];

/// What each framework needs to build the site.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) sessions: SessionManager<Account>,
    pub(super) guests: SessionManager<Guest>,
    /// Where two requests wait for each other.
    meeting: Arc<Barrier>,
    /// The keys of earlier sessions.
    pub(super) previous: Keyring,
    errors: Arc<Mutex<Vec<String>>>,
    /// The rules against requests of other sites, if there are any.
    pub(super) refused: Option<CrossSite>,
    /// What ends sessions from the server, if anything does.
    pub(super) revocations: Option<Revocations<Account>>,
}

/// The layer, middleware or fairing of a site, by the framework's own type.
macro_rules! layer_of {
    ($site:expr, $layer:ident) => {{
        let layer = $layer::from($site.sessions.clone());
        let layer = match &$site.revocations {
            Some(revocations) => layer.revocations(revocations).expect("they are kept for long enough"),
            None => layer,
        };
        match &$site.refused {
            Some(rules) => layer.refuse_cross_site_with(rules.clone()),
            None => layer,
        }
    }};
}

pub(super) use layer_of;

impl Site {
    pub(super) fn new() -> Self {
        let errors = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&errors);
        let previous = Keyring::from_key(KEYS[1]).expect("a varied key");
        let keys = Keyring::builder().key(KEYS[0]).previous_key(KEYS[1]).build().expect("two varied keys");
        let guests = SessionManager::new(keys.clone());
        let sessions = SessionManager::new(keys).on_event(move |report| {
            let told = match report.event {
                Event::Failed { error } => error.to_string(),
                Event::Withheld | Event::CrossSite { .. } | Event::Unchecked { .. } => report.to_string(),
                _ => return,
            };
            seen.lock().expect("no observer panics").push(told);
        });
        let meeting = Arc::new(Barrier::new(2));
        Self { sessions, guests, meeting, previous, errors, refused: None, revocations: None }
    }

    /// The same site, with sessions of up to two cookies.
    pub(super) fn with_chunks() -> Self {
        let site = Self::new();
        let sessions = site.sessions.configure(|config| config.chunks(2)).expect("a sound configuration");
        Self { sessions, ..site }
    }

    /// The same site, whose sessions can be ended.
    pub(super) fn revoking(revocations: Revocations<Account>) -> Self {
        Self { revocations: Some(revocations), ..Self::new() }
    }

    /// Waits until a second request is here.
    pub(super) async fn meet(&self) {
        self.meeting.wait().await;
    }

    /// What was reported to the operator: sessions that could not be lent or saved, or were lent unchecked.
    pub(super) fn errors(&self) -> Vec<String> {
        self.errors.lock().expect("no observer panics").clone()
    }

    /// The same, as soon as something was reported. A connection may be closed before the report.
    pub(super) fn errors_at_last(&self) -> Vec<String> {
        let begin = Instant::now();
        while self.errors().is_empty() && begin.elapsed() < Duration::from_secs(10) {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.errors()
    }
}

/// How a framework serves the site on a given socket.
pub(super) trait Framework {
    /// Serves the site on `listener`, which does not block, until `stop` completes. Runs on a tokio runtime
    /// with one thread.
    fn serve(site: Site, listener: TcpListener, stop: oneshot::Receiver<()>) -> impl Future<Output = ()>;
}

/// How a site gets its socket. A [`Framework`] takes a given one, others open their own.
pub(super) trait Host {
    /// Like [`Framework::serve`], and sends the port to `port`.
    fn host(site: Site, port: mpsc::Sender<u16>, stop: oneshot::Receiver<()>) -> impl Future<Output = ()>;
}

impl<F: Framework> Host for F {
    async fn host(site: Site, port: mpsc::Sender<u16>, stop: oneshot::Receiver<()>) {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        listener.set_nonblocking(true).expect("a socket of our own");
        let address = listener.local_addr().expect("a bound address");
        port.send(address.port()).expect("a test that waits for it");
        Self::serve(site, listener, stop).await;
    }
}

/// How the users of a framework test their sites: without a socket, by the framework's own client.
pub(super) trait InProcess {
    /// The bodies of the answers to GET requests of these paths, one after the other, by one client. The
    /// client keeps the cookies itself where the framework has one that does. Else [`one_by_one`] keeps
    /// them. A request is [`in_polls`].
    fn ask(site: Site, paths: &[&str]) -> impl Future<Output = Vec<String>>;
}

/// What stands in place of the answer to a request that was dropped.
pub(super) const DROPPED: &str = "dropped";

/// The answer to a request. A request to a path such as `/steps?3` is dropped after it was polled so often,
/// if there is no answer then.
pub(super) async fn in_polls<A>(path: &str, answer: impl Future<Output = A>) -> Option<A> {
    let polls = path.split_once('?').map_or(usize::MAX, |(_, polls)| polls.parse().expect("a number"));
    polled(answer, polls).await
}

/// The result if a future is ready when it was polled so often. Else it is dropped.
pub(super) async fn polled<V>(future: impl Future<Output = V>, times: usize) -> Option<V> {
    let (mut future, mut left) = (pin!(future), times);
    poll_fn(|cx| {
        let Some(after) = left.checked_sub(1) else { return Poll::Ready(None) };
        left = after;
        match future.as_mut().poll(cx) {
            Poll::Pending if left > 0 => Poll::Pending,
            Poll::Pending => Poll::Ready(None),
            Poll::Ready(value) => Poll::Ready(Some(value)),
        }
    })
    .await
}

/// Sends one request after the other, by a client that keeps no cookies. `send` takes the path and the
/// cookies, and gives the Set-Cookie values and the body.
pub(super) async fn one_by_one(
    paths: &[&str],
    send: impl AsyncFn(&str, String) -> (Vec<String>, String),
) -> Vec<String> {
    let (mut jar, mut bodies) = (Jar::new(), Vec::new());
    for path in paths {
        let answer = in_polls(path, send(path, jar.header(path).unwrap_or_default())).await;
        let (set, body) = answer.unwrap_or_else(|| (Vec::new(), DROPPED.to_owned()));
        jar.try_receive(path, &set).expect("a browser keeps what the library writes");
        bodies.push(body);
    }
    bodies
}

/// A site that is served until this is dropped.
pub(super) struct Served {
    pub(super) port: u16,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Served {
    pub(super) fn by<F: Host>(site: Site) -> Self {
        let (port, bound) = mpsc::channel();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            tokio::task::LocalSet::new().block_on(&runtime.expect("a runtime"), F::host(site, port, stopped));
        });
        let port = bound.recv().expect("the site is being served");
        Self { port, stop: Some(stop), thread: Some(thread) }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // If the server has ended already, sending fails. Its test has failed then too.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
