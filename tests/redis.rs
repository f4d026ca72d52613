//! Revocations in Redis, by real servers that the tests start and stop. They fail without a `redis-server`.

/// The files in the folder `redis`.
mod redis {
    mod devices;
    mod ending;
    mod outages;
    mod plain;
    mod processes;
    mod proxy;
    mod round_trips;
    mod server;
    mod site;
    mod start;
    mod tokens;
}
