//! What is measured with each payload: two floors, each with and without a system call for the nonce, and
//! both builds of iron-session.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::floors::{Cipher, Floor};
use crate::harness::Case;
use crate::payload::{self, Touch, ours, ours_ring, plain};

/// What is measured of one contender with one payload. None if the contender cannot do that operation alone.
pub(crate) struct Contender {
    pub(crate) load: Option<Case<'static>>,
    pub(crate) save: Option<Case<'static>>,
    pub(crate) round_trip: Option<Case<'static>>,
    /// Refuses a cookie with its last character changed.
    pub(crate) forged: Option<Case<'static>>,
}

/// The bytes of JSON of the three payloads.
pub(crate) const SIZES: [(&str, usize); 3] = [("small", 39), ("typical", 246), ("large", 2469)];

pub(crate) const REFERENCE: usize = 0;
pub(crate) const REFERENCE_WITH_CALL: usize = 1;
pub(crate) const CRATE_WITH_CALL: usize = 3;
pub(crate) const OURS_RING: usize = 4;
pub(crate) const OURS: usize = 5;

/// The floors and both builds of iron-session, in the order of the constants above.
pub(crate) fn with(bytes: usize) -> Vec<Contender> {
    match bytes {
        39 => contenders::<_, ours::Small, ours_ring::Small>(&payload::small(), bytes),
        246 => contenders::<_, ours::Typical, ours_ring::Typical>(&payload::typical(), bytes),
        _ => contenders::<_, ours::Large, ours_ring::Large>(&payload::large(), bytes),
    }
}

fn contenders<P, O, R>(payload: &P, bytes: usize) -> Vec<Contender>
where
    P: Plain,
    O: iron_session::IronSession + Touch,
    R: iron_session_with_ring::IronSession + Touch,
{
    let json = payload::json(payload, bytes);
    vec![
        floor(payload, "reference: ring, no call for a nonce", Cipher::Ring, false),
        floor(payload, "reference", Cipher::Ring, true),
        floor(payload, "`chacha20poly1305` floor, no call for a nonce", Cipher::RustCrypto, false),
        floor(payload, "`chacha20poly1305` floor", Cipher::RustCrypto, true),
        with_ring::<R>(&json),
        default::<O>(&json),
    ]
}

/// A payload for contenders that take any type with serde's traits.
pub(crate) trait Plain: Serialize + DeserializeOwned + Touch + Clone + Send + Sync + 'static {}

impl Plain for plain::Small {}
impl Plain for plain::Typical {}
impl Plain for plain::Large {}

/// The `Cookie` header of a request with this cookie and three others.
pub(crate) fn header(cookie: &str) -> String {
    format!("theme=dark; _ga=GA1.2.1234567890.1700000000; {cookie}; lang=en-GB")
}

/// A header whose cookie has another last character. The cookie is still canonical base64url.
pub(crate) fn forged(header: &str) -> String {
    let at = header.rfind("; ").expect("three other cookies") - 2;
    let other = if header.as_bytes()[at] == b'A' { "B" } else { "A" };
    [&header[..at], other, &header[at + 1..]].concat()
}

fn floor<P: Plain>(payload: &P, name: &'static str, cipher: Cipher, asks: bool) -> Contender {
    let mut floor = Floor::new(cipher, asks);
    let set_cookie = floor.save(payload).expect("a small session");
    let header = header(set_cookie.split(';').next().expect("a pair"));
    assert!(floor.load::<P>(&header.clone().into_bytes()).is_some());
    let forged = forged(&header);
    assert!(floor.load::<P>(forged.as_bytes()).is_none());
    let (mut loads, mut saves, mut refuses) =
        (Floor::new(cipher, asks), Floor::new(cipher, asks), Floor::new(cipher, asks));
    let mut data = payload.clone();
    let load_header = header.clone();
    Contender {
        load: Some(Case::new(name, move || loads.load::<P>(load_header.as_bytes()))),
        save: Some(Case::new(name, move || {
            data.touch();
            saves.save(&data)
        })),
        round_trip: Some(Case::new(name, move || {
            let mut data: P = floor.load(header.as_bytes())?;
            data.touch();
            floor.save(&data)
        })),
        forged: Some(Case::new(name, move || refuses.load::<P>(forged.as_bytes()))),
    }
}

macro_rules! ours {
    ($function:ident, $library:ident, $name:literal) => {
        fn $function<T: $library::IronSession + Touch>(json: &str) -> Contender {
            use crate::ours::$function::Ours;
            let new = Ours::<T>::new;
            let header = header(&format!("__Host-app={}", new().seal(json)));
            assert!(new().load(header.as_bytes()).meta().rejection().is_none());
            let forged = forged(&header);
            assert!(new().load(forged.as_bytes()).meta().rejection().is_some());
            let (loads, travels, refuses) = (new(), new(), new());
            let mut session = new().load(header.as_bytes());
            let load_header = header.clone();
            Contender {
                load: Some(Case::new($name, move || loads.load(load_header.as_bytes()))),
                save: Some(Case::new($name, move || Ours::save(&mut session))),
                round_trip: Some(Case::new($name, move || travels.round_trip(header.as_bytes()))),
                forged: Some(Case::new($name, move || refuses.load(forged.as_bytes()))),
            }
        }
    };
}

ours!(with_ring, iron_session_with_ring, "**iron-session, feature `ring`**");
ours!(default, iron_session, "**iron-session**");
