use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use store::{Store, Tx};
use values::{Clock, Day, Moment};

use crate::{Actor, Aim, Behind, Result, Room};

/// What a handler has at hand: the store, the rooms, and what a room keeps in memory.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    store: Store,
    rooms: Vec<Room>,
    demonstration: bool,
    memory: Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>,
}

impl App {
    pub fn new(store: Store, rooms: Vec<Room>, demonstration: bool) -> Self {
        App(Arc::new(Inner {
            store,
            rooms,
            demonstration,
            memory: Mutex::default(),
        }))
    }

    pub fn store(&self) -> &Store {
        &self.0.store
    }

    pub fn rooms(&self) -> &[Room] {
        &self.0.rooms
    }

    /// The database holds invented data; every page says so.
    pub fn is_demonstration(&self) -> bool {
        self.0.demonstration
    }

    pub fn clock(&self) -> &Clock {
        self.0.store.clock()
    }

    pub fn now(&self) -> Moment {
        self.clock().now()
    }

    pub fn today(&self) -> Day {
        self.clock().today()
    }

    /// What the year's plan wants of an indicator; none where no room holds a target of it.
    pub async fn aim(&self, tx: &mut Tx, year: i32, indicator: &str) -> Result<Option<Aim>> {
        for room in self.rooms() {
            if let Some(aim) = (room.aim)(tx, year, indicator).await? {
                return Ok(Some(aim));
            }
        }
        Ok(None)
    }

    /// The pages of all rooms that stand behind an indicator or a criterion.
    pub fn behind(&self, id: &str) -> Vec<Behind> {
        let all = self.rooms().iter().flat_map(|room| room.behind);
        all.filter(|one| one.of == id).copied().collect()
    }

    pub async fn read(&self, actor: &Actor) -> Result<Tx> {
        Ok(self.0.store.read(&actor.county).await?)
    }

    pub async fn write(&self, actor: &Actor) -> Result<Tx> {
        Ok(self.0.store.write(&actor.county).await?)
    }

    /// For an act of many rows, or one that is tried and let go: nobody waits for the disk together with it.
    pub async fn write_wide(&self, actor: &Actor) -> Result<Tx> {
        Ok(self.0.store.write_wide(&actor.county).await?)
    }

    pub async fn note(&self, county: &str) -> Result<Tx> {
        Ok(self.0.store.note(county).await?)
    }

    /// The last days on which the county takes applications of a year under a criterion, of all rooms.
    pub async fn closings(&self, tx: &mut Tx, criterion: &str, year: i32) -> Result<Vec<Day>> {
        let mut days = Vec::new();
        for room in self.rooms() {
            days.extend((room.closings)(tx, criterion, year).await?);
        }
        Ok(days)
    }

    /// What a room keeps in this process's memory; made empty at first asking. Never a truth:
    /// another process of the same site has its own.
    pub fn memory<T: Default + Send + Sync + 'static>(&self) -> Arc<T> {
        let mut memory = self
            .0
            .memory
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        let kept = memory
            .entry(TypeId::of::<T>())
            .or_insert_with(|| Arc::new(T::default()));
        Arc::clone(kept).downcast::<T>().unwrap_or_default()
    }
}
