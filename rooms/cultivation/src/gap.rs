//! The gap list of a town (差距单): every firm of the town on its way to a certificate, what it lacks, who closes it by
//! when. One printed page.

pub mod pages;
