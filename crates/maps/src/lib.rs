//! Readers of control maps; legend to actor and control state.
