//! The site that every framework builds, and the thread that serves it.
//!
//! All routes answer GET, so that adapters need no forms. `{user}` and `{code}` stand for one segment of the path; the
//! session is an [`Account`]. All routes but `/unlayered` are below the session layer.
//!
//! | route | handler |
//! | --- | --- |
//! | `/read` | answers the user, or `nobody` |
//! | `/unasked` | answers `ok` and does not ask for the session |
//! | `/login/{user}` | renews, sets the user, answers 303 to `/read` |
//! | `/logout` | destroys, answers 303 to `/read` |
//! | `/relogin/{user}` | destroys, asks for the session again, answers its user or `nobody`, and sets the user in it |
//! | `/twice` | asks for the session, adds a visit, drops it, asks again, adds a visit; answers the visits |
//! | `/status/{code}` | adds a visit, answers with that status |
//! | `/foreign` | adds a visit, sets the cookie `theme=dark; Path=/` by itself |
//! | `/large` | sets a note of [`LARGE`] bytes and the cookie `theme=dark; Path=/` by itself, answers `lost` with 200 |
//! | `/panic` | adds a visit, panics while it holds the session |
//! | `/slow/{user}` | sets the user, drops the session, waits at [`Site::meet`], asks again, answers its user |
//! | `/optional` | takes `Option<Session>`, or what stands for it; answers `some` or `none` |
//! | `/members` | takes `SignedIn`; answers the user |
//! | `/through` | behind a middleware; handler: adds ten visits, answers them. The middleware adds one visit before, and after answers with the header `x-visits` |
//! | `/guarded` | behind a middleware that holds the unchanged session meanwhile, and answers its visits as `x-visits`; handler as `/twice` |
//! | `/clash` | behind a middleware that changes the session and holds it meanwhile; handler as `/read`, never reached or failing |
//! | `/unlayered` | as `/read`, outside the layer |

use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::JoinHandle;

use iron_session::{IronSession, Keyring, Login, SessionManager};
use tokio::sync::{Barrier, oneshot};

/// The session of the site.
#[derive(IronSession)]
#[iron(cookie = "__Host-contract", max_age = "1h")]
pub(super) struct Account {
    user: Option<String>,
    visits: u32,
    note: String,
}

impl Login for Account {
    const PAGE: Option<&str> = Some("/login/somebody");

    fn is_signed_in(&self) -> bool {
        self.user.is_some()
    }
}

impl Account {
    /// What `/read` answers.
    pub(super) fn greeting(&self) -> String {
        self.user().unwrap_or("nobody").to_owned()
    }
}

/// Bytes of a note that no cookie holds.
pub(super) const LARGE: usize = 5000;

/// What an adapter needs to build the site.
#[derive(Clone)]
pub(super) struct Site {
    pub(super) sessions: SessionManager<Account>,
    /// Where two requests wait for each other.
    meeting: Arc<Barrier>,
    errors: Arc<Mutex<Vec<String>>>,
}

impl Site {
    pub(super) fn new() -> Self {
        let errors = Arc::<Mutex<Vec<String>>>::default();
        let seen = Arc::clone(&errors);
        let keys = Keyring::generate().expect("the system has random bytes");
        let sessions = SessionManager::new(keys)
            .on_error(move |error| seen.lock().expect("no observer panics").push(error.to_string()));
        Self { sessions, meeting: Arc::new(Barrier::new(2)), errors }
    }

    /// Waits until a second request is here too.
    pub(super) async fn meet(&self) {
        self.meeting.wait().await;
    }

    /// What the operator has been told of sessions that could not be lent or saved.
    pub(super) fn errors(&self) -> Vec<String> {
        self.errors.lock().expect("no observer panics").clone()
    }
}

/// How one framework serves the site on a socket that it is given.
pub(super) trait Framework {
    /// Serves the site on `listener`, which does not block, until `stop` completes. Runs on a tokio runtime of one thread.
    fn serve(site: Site, listener: TcpListener, stop: oneshot::Receiver<()>) -> impl Future<Output = ()>;
}

/// How a site comes to its socket: a [`Framework`] is given one, others open their own.
pub(super) trait Host {
    /// As [`Framework::serve`], and says on which port.
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

/// A site that is being served, until this is dropped.
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
        // A server that has ended by itself needs no telling, and its test has failed already.
        let _ = self.stop.take().map(|stop| stop.send(()));
        let _ = self.thread.take().map(JoinHandle::join);
    }
}
