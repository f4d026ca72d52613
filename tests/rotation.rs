//! A rehearsal of a key rotation: two instances of a site behind a proxy that takes turns, five users, and
//! each step rolled out to one instance at a time. Nobody is signed out, and `usage` tells when the old key
//! may go.

use std::io;
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU16, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};
use std::thread;

use axum::extract::Path;
use axum::routing::{get, post};
use axum::{Router, serve};
use iron_session::axum::SessionLayer;
use iron_session::{IronSession, KeyRole, Keyring, Session, SessionManager};
use tokio::runtime::Builder;
use tokio::sync::oneshot;

use crate::client::exchange;
use crate::common::{K1, K2, NOW, TestResult, at};

/// Length of a session, in seconds.
const MAX_AGE: u64 = 3600;

#[derive(IronSession)]
#[iron(cookie = "__Host-rotation", max_age = "1h")]
struct Account {
    user: Option<u32>,
    visits: u32,
}

async fn login(mut session: Session<Account>, Path(user): Path<u32>) {
    session.renew();
    session.set_user(user);
}

/// Who is signed in.
async fn read(session: Session<Account>) -> String {
    session.user().map_or_else(|| "nobody".to_owned(), |user| user.to_string())
}

/// Who is signed in. It changes the session.
async fn visit(mut session: Session<Account>) -> String {
    *session.visits_mut() += 1;
    read(session).await
}

/// One instance of the site. It stops when this is dropped.
struct Instance {
    port: u16,
    keys: Keyring,
    _stop: oneshot::Sender<()>,
}

impl Instance {
    fn start(keys: Keyring, clock: &Arc<AtomicU64>) -> TestResult<Self> {
        let now = Arc::clone(clock);
        let sessions =
            SessionManager::<Account>::new(keys.clone()).clock(move || at(now.load(Ordering::Relaxed)));
        let site = Router::new()
            .route("/login/{user}", post(login))
            .route("/read", get(read))
            .route("/visit", post(visit))
            .layer(SessionLayer::from(sessions));
        let (stop, stopped) = oneshot::channel::<()>();
        let (tell, told) = mpsc::channel();
        thread::spawn(move || -> io::Result<()> {
            Builder::new_current_thread().enable_all().build()?.block_on(async {
                let listener = tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
                let _ = tell.send(listener.local_addr()?.port());
                serve(listener, site).with_graceful_shutdown(async { drop(stopped.await) }).await
            })
        });
        Ok(Self { port: told.recv()?, keys, _stop: stop })
    }

    /// How often the old key opened on this instance, and when last.
    fn previous(&self) -> (u64, Option<u64>) {
        let usage = self.keys.usage();
        let previous = usage.iter().find(|key| key.role == KeyRole::Previous);
        let since = |moment: std::time::SystemTime| moment.duration_since(at(0)).ok().map(|d| d.as_secs());
        previous.map_or((0, None), |key| (key.opened, key.last_opened.and_then(since)))
    }
}

/// The two instances, the proxy before them, and the clock of both.
struct Site {
    instances: [Instance; 2],
    /// The ports to which the proxy leads.
    backends: Arc<[AtomicU16; 2]>,
    proxy: u16,
    clock: Arc<AtomicU64>,
}

impl Site {
    fn start(keys: impl Fn() -> TestResult<Keyring>) -> TestResult<Self> {
        let clock = Arc::new(AtomicU64::new(NOW));
        let instances = [Instance::start(keys()?, &clock)?, Instance::start(keys()?, &clock)?];
        let backends = Arc::new(instances.each_ref().map(|instance| AtomicU16::new(instance.port)));
        let proxy = proxy(Arc::clone(&backends))?;
        Ok(Self { instances, backends, proxy, clock })
    }

    /// Rolls new keys out to one instance after the other. After each, all users come by.
    fn roll(&mut self, keys: impl Fn() -> TestResult<Keyring>, users: &mut [User]) -> TestResult {
        for number in 0..2 {
            let instance = Instance::start(keys()?, &self.clock)?;
            self.backends[number].store(instance.port, Ordering::Relaxed);
            self.instances[number] = instance;
            self.come_by(users)?;
        }
        Ok(())
    }

    /// All users read and change their sessions, on both instances.
    fn come_by(&self, users: &mut [User]) -> TestResult {
        for user in users {
            for request in ["GET /read", "GET /read", "POST /visit", "POST /visit", "GET /read"] {
                let answer = user.send(self.proxy, request)?;
                assert_eq!(answer, user.number.to_string(), "{request} signed user {} out", user.number);
            }
        }
        Ok(())
    }

    fn pass(&self, secs: u64) {
        self.clock.fetch_add(secs, Ordering::Relaxed);
    }

    fn previous_opened(&self) -> u64 {
        self.instances.iter().map(|instance| instance.previous().0).sum()
    }

    /// Whether the old key may go: no instance has opened a seal with it for the length of a session.
    fn may_drop_previous(&self) -> bool {
        let now = self.clock.load(Ordering::Relaxed);
        let is_idle = |last: u64| now >= last + MAX_AGE;
        self.instances.iter().all(|instance| instance.previous().1.is_none_or(is_idle))
    }
}

/// Leads each connection to the next of the backends, and returns its own port.
fn proxy(backends: Arc<[AtomicU16; 2]>) -> TestResult<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        let turn = AtomicUsize::new(0);
        for client in listener.incoming().map_while(Result::ok) {
            let backend = &backends[turn.fetch_add(1, Ordering::Relaxed) % 2];
            // A connection that breaks is the test's failure: its user gets no answer.
            let _ = lead(client, backend.load(Ordering::Relaxed));
        }
    });
    Ok(port)
}

/// Carries one exchange. The client asks for the connection to be closed after it.
fn lead(mut client: TcpStream, backend: u16) -> io::Result<()> {
    let mut server = TcpStream::connect((Ipv4Addr::LOCALHOST, backend))?;
    let (mut from_client, mut to_server) = (client.try_clone()?, server.try_clone()?);
    thread::spawn(move || io::copy(&mut from_client, &mut to_server));
    io::copy(&mut server, &mut client)?;
    client.shutdown(Shutdown::Both)
}

struct User {
    number: u32,
    cookie: String,
}

impl User {
    /// Five users who are signed in.
    fn five(site: &Site) -> TestResult<Vec<Self>> {
        let login = |number| {
            let mut user = Self { number, cookie: String::new() };
            user.send(site.proxy, &format!("POST /login/{number}"))?;
            assert!(!user.cookie.is_empty());
            Ok(user)
        };
        (1..=5).map(login).collect()
    }

    /// The body of the answer. A cookie that comes with it replaces the user's.
    fn send(&mut self, port: u16, request: &str) -> TestResult<String> {
        let headers = format!("Cookie: {}\r\n", self.cookie);
        let answer = exchange(port, &format!("{request} HTTP/1.1"), headers.as_bytes(), "");
        let answer = answer.ok_or("an instance answers")?;
        if let Some(set_cookie) = answer.header("set-cookie") {
            set_cookie.split(';').next().unwrap_or_default().clone_into(&mut self.cookie);
        }
        assert_eq!(answer.status, 200, "{request}");
        Ok(answer.body)
    }
}

#[test]
fn a_rotation_in_four_steps_signs_nobody_out_and_usage_tells_when_the_old_key_may_go() -> TestResult {
    let mut site = Site::start(|| Ok(Keyring::from_key(&K1)?))?;
    let mut users = User::five(&site)?;
    site.come_by(&mut users)?;

    // 1. The new key as next.
    site.roll(|| Ok(Keyring::builder().key(&K1).next_key(&K2).build()?), &mut users)?;
    // 2. The new key seals, and the old one is previous. One user stays away.
    let mut away = users.pop().ok_or("five users")?;
    site.roll(|| Ok(Keyring::builder().key(&K2).previous_key(&K1).build()?), &mut users)?;
    assert!(site.previous_opened() > 0 && !site.may_drop_previous());

    // All others have new seals now, so the old key is idle, until the fifth user is back.
    let opened = site.previous_opened();
    site.pass(MAX_AGE / 2);
    site.come_by(&mut users)?;
    assert_eq!(site.previous_opened(), opened, "nobody else needs the old key");
    site.come_by(std::slice::from_mut(&mut away))?;
    assert!(site.previous_opened() > opened && !site.may_drop_previous());
    users.push(away);

    // 3. Nobody has come with the old key for the length of a session.
    site.pass(MAX_AGE / 2);
    site.come_by(&mut users)?;
    assert!(!site.may_drop_previous(), "the fifth user was here half an hour ago");
    site.pass(MAX_AGE / 2);
    site.come_by(&mut users)?;
    assert!(site.may_drop_previous());

    // 4. The old key is dropped.
    site.roll(|| Ok(Keyring::from_key(&K2)?), &mut users)?;
    Ok(())
}

#[test]
fn a_rotation_at_a_moment_needs_one_deployment_and_signs_nobody_out() -> TestResult {
    let mut site = Site::start(|| Ok(Keyring::from_key(&K1)?))?;
    let mut users = User::five(&site)?;
    let moment = at(NOW + 600);
    let planned = || Ok(Keyring::builder().key(&K1).next_key(&K2).seal_from(moment).build()?);
    site.roll(planned, &mut users)?;
    let old_seals: Vec<_> = users.iter().map(|user| user.cookie.clone()).collect();

    site.pass(600);
    site.come_by(&mut users)?;
    site.roll(|| Ok(Keyring::from_key(&K2)?), &mut users)?;
    for (user, old) in users.iter_mut().zip(old_seals) {
        assert_ne!(user.cookie, old);
        user.cookie = old;
        assert_eq!(user.send(site.proxy, "GET /read")?, "nobody", "that seal was of the old key");
    }
    Ok(())
}
