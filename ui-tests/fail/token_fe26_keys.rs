use iron_session::IronToken;

#[derive(IronToken)]
#[iron(purpose = "invite", max_age = "7d", format = "fe26", schema = 1)]
struct WithSchema {
    team: u64,
}

#[derive(IronToken)]
#[iron(purpose = "invite", max_age = "7d", format = "jwt")]
struct OtherFormat {
    team: u64,
}

fn main() {}
