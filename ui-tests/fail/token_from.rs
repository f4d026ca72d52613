use iron_session::{IronSession, IronToken};

#[derive(IronToken)]
#[iron(purpose = "invite", max_age = "7d")]
struct InviteV0 {
    team: u64,
}

#[derive(IronToken)]
#[iron(purpose = "magic-link", max_age = "7d", schema = 1, from = InviteV0)]
struct OtherPurpose {
    team: u64,
}

impl From<InviteV0> for OtherPurpose {
    fn from(old: InviteV0) -> Self {
        Self { team: old.team }
    }
}

#[derive(IronToken)]
#[iron(purpose = "invite", max_age = "7d", schema = 1, from = InviteV0)]
struct NoFrom {
    team: u64,
}

#[derive(IronSession)]
struct Session {
    team: u64,
}

#[derive(IronToken)]
#[iron(purpose = "invite", max_age = "7d", schema = 1, from = Session)]
struct FromSession {
    team: u64,
}

impl From<Session> for FromSession {
    fn from(old: Session) -> Self {
        Self { team: old.team }
    }
}

#[derive(IronToken)]
#[iron(purpose = "invite", max_age = "7d", format = "fe26")]
struct OfJavaScript {
    team: u64,
}

#[derive(IronToken)]
#[iron(purpose = "invite", max_age = "7d", schema = 1, from = OfJavaScript)]
struct OtherFormat {
    team: u64,
}

impl From<OfJavaScript> for OtherFormat {
    fn from(old: OfJavaScript) -> Self {
        Self { team: old.team }
    }
}

fn main() {}
