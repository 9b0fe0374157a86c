//! The developer key of an account; HubSpot has it in its UI only, so that the paths and forms are ours.

use crate::operation::{Limit, Method, Operation, Scopes};
use crate::version::Version::V1;

/// Every operation of the family.
pub const ALL: &[Operation] = &[READ, ROTATE];

/// Tell about the key, without the key.
pub const READ: Operation = Operation {
    id: "linchpin.developer_key.read",
    method: Method::Get,
    paths: &[(V1, "/_linchpin/v1/developer-key")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};

/// Make a new key, and let the one before end; the answer is the only sight of it.
pub const ROTATE: Operation = Operation {
    id: "linchpin.developer_key.rotate",
    method: Method::Post,
    paths: &[(V1, "/_linchpin/v1/developer-key/rotate")],
    scopes: Scopes::ADMIN,
    limit: Limit::Exempt,
};
