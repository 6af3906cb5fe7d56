/* The sleep and wake-up protocol of EventQueue (docs/queue.md), for spin.
 *
 * Two posters, two consumers, one stop. Modelled: the tail word (next ticket and SLEEP bit, changed in
 * one atomic step as in the code), publication of a slot as a step of its own after the ticket, the
 * signal word with futex semantics (a wait begins only if the word still holds what was seen; a wake-up
 * without a sleeper is lost), the consumer lock, the passing on of a wake-up, and stop(), which ends
 * the first consumer only (the other is a dispatch_until() without stop, ended by END).
 *
 * Shown: no event stays while everybody sleeps, the stop is never lost (both: no invalid end state),
 * and no ticket is taken before it was handed out and published. With BLOCKING, each callback waits
 * until the other event has been taken: no event waits for a busy consumer while another sleeps.
 */
#define EVENTS 2           /* one of each poster */
#define CONSUMERS 2

byte tail_ticket; bit tail_sleep;        /* one word: always used together in atomic steps */
bit published[EVENTS];
byte head; bit lock; byte sleepers;      /* under lock */
byte signal;
bit asleep[CONSUMERS]; bit woken[CONSUMERS];
bit stopped;                             /* the frame of consumer 0 */
bit ended;                               /* everything is over: consumer 1 may leave */
byte taken;
bit consumer_left;

#define LOCK atomic { lock == 0 -> lock = 1 }
#define UNLOCK lock = 0

inline wake_one() {
  atomic {
    if
    :: asleep[0] && !woken[0] -> woken[0] = 1
    :: asleep[1] && !woken[1] -> woken[1] = 1
    :: else -> skip                      /* nobody is in the wait */
    fi
  }
}
inline wake_all() {
  atomic {
    if :: asleep[0] -> woken[0] = 1 :: else fi;
    if :: asleep[1] -> woken[1] = 1 :: else fi
  }
}

inline post() {
  byte ticket; bit saw_sleep; bit wakes;
  atomic { ticket = tail_ticket; saw_sleep = tail_sleep; tail_ticket++ };
  wakes = 0;
  if
  :: saw_sleep -> atomic { wakes = tail_sleep; tail_sleep = 0 }
  :: else
  fi;
  if :: wakes -> signal++ :: else fi;
  published[ticket] = 1;
  if :: wakes -> wake_one() :: else fi
}

proctype Poster() { post() }

/* Result: armed = 1 when the next post will wake one. */
inline arm_sleep() {
  atomic {
    armed = 0;
    if
    :: tail_ticket == head ->
       if :: !tail_sleep -> tail_sleep = 1 :: else fi;
       armed = 1
    :: else
    fi
  }
}
/* Result: pass = 1 when the caller must wake one after it has given up the lock. */
inline pass_wake_on() {
  pass = 0;
  if
  :: slept && sleepers > 0 ->
     arm_sleep();
     if :: !armed -> signal++; pass = 1 :: else fi
  :: else
  fi
}

#define RAISED ((id == 0 && stopped) || (id == 1 && ended))

/* Consumer 0 is a dispatch() that stop() ends; consumer 1 goes on until `ended`. */
proctype Consumer(byte id) {
  bit slept, armed, pass; byte seen;
again:
  slept = 0;
  LOCK;
look:
  if
  :: RAISED -> pass_wake_on(); UNLOCK; if :: pass -> wake_one() :: else fi; goto out
  :: else
  fi;
  if
  :: head < EVENTS && published[head] ->       /* take */
     atomic { assert(head < tail_ticket); head++; taken++ };
     pass_wake_on();
     UNLOCK;
     if :: pass -> wake_one() :: else fi;
#ifdef BLOCKING
     taken == EVENTS;                          /* a callback that needs the other event to run */
#endif
     goto again
  :: else
  fi;
  if
  :: tail_ticket != head -> UNLOCK; LOCK; goto look     /* not published yet: back off */
  :: else
  fi;
  seen = signal;
  arm_sleep();
  if :: !armed -> goto look :: else fi;
  sleepers++;
  UNLOCK;
  if
  :: RAISED -> skip
  :: else ->
     atomic { if :: signal == seen -> asleep[id] = 1 :: else fi };
     if
     :: asleep[id] -> atomic { woken[id] -> asleep[id] = 0; woken[id] = 0 }
     :: else
     fi
  fi;
  atomic { lock == 0 -> lock = 1; sleepers-- };
  if :: sleepers == 0 && tail_sleep -> tail_sleep = 0 :: else fi;
  slept = 1;
  goto look;
out:
  if :: id == 0 -> consumer_left = 1 :: else fi
}

proctype Stopper() {
#ifdef BLOCKING
  taken == EVENTS;
#endif
  stopped = 1; signal++; wake_all();
  /* Once the stop has taken effect and every event has been taken by the one who is left, end. That
   * this is always reached is what the model shows: else there is an invalid end state here. */
  consumer_left == 1;
  taken == EVENTS;
  ended = 1; signal++; wake_all()
}

init {
  atomic {
    run Poster(); run Poster();
    run Consumer(0); run Consumer(1);
    run Stopper()
  }
}
