use iron_session::{Expiring, IronSession, Keyring};
use serde::{Deserialize, Serialize};
use std::time::Duration;

const TEN_MINUTES: Duration = Duration::from_secs(600);

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct UserId(u64);

#[derive(IronSession)]
struct Visit {
    #[iron(lifetime = "10m")]
    sudo: Expiring<UserId>,
    #[iron(lifetime = TEN_MINUTES)]
    code: iron_session::Expiring<String>,
    #[iron(lifetime = "400d", rename = "l", alias = "long")]
    longest: ::iron_session::Expiring<Option<Vec<u8>>>,
    #[iron(lifetime = "1s", get = has_step, set = step_up)]
    step: Expiring<()>,
    #[iron(lifetime = "1h", accessors = false)]
    hidden: Expiring<u8>,
    #[iron(skip)]
    never_sealed: Expiring<u8>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    assert_eq!(Visit::MEMBERS, ["sudo", "code", "l", "step", "hidden"]);
    let keys = Keyring::generate()?;
    let mut visit = Visit::load(&http::HeaderMap::new(), &keys);
    visit.set_sudo(UserId(7));
    visit.set_code("a".to_owned());
    visit.set_longest(Some(vec![1]));
    visit.step_up(());
    visit.hidden.set(1);
    visit.set_never_sealed(2);
    let mut response = http::Response::new(());
    visit.save(&mut response)?;

    let mut request = http::HeaderMap::new();
    let cookie = response.headers()["set-cookie"].to_str()?;
    request.insert("cookie", cookie.split(';').next().unwrap_or_default().parse()?);
    let mut visit = Visit::load(&request, &keys);
    let sudo: Option<&UserId> = visit.sudo();
    assert_eq!(sudo, Some(&UserId(7)));
    let (code, longest): (Option<&String>, Option<&Option<Vec<u8>>>) = (visit.code(), visit.longest());
    assert_eq!((code, longest), (Some(&"a".to_owned()), Some(&Some(vec![1]))));
    assert_eq!((visit.has_step(), visit.hidden.get(), visit.never_sealed()), (Some(&()), Some(&1), None));
    let taken: Option<UserId> = visit.take_sudo();
    visit.clear_code();
    assert_eq!((taken, visit.sudo(), visit.code()), (Some(UserId(7)), None, None));
    Ok(())
}
