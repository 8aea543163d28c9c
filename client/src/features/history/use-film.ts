import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import { askRevision, askSteps, LookedAtContext } from './queries.ts';
import { Player, type Speed } from './player.ts';

/** Who did what is shown, while it is played. */
export interface FilmMoment {
  seq: number;
  at_ms: number;
  person: { id: string; name: string | null } | null;
}

export interface Film {
  isPlaying: boolean;
  /** What is played, or was until somebody stopped it; null before the first frame. */
  player: Player | null;
  moment: FilmMoment | null;
  speed: Speed;
  setSpeed: (speed: Speed) => void;
  play: (from_seq: number) => void;
  pause: () => void;
}

interface FilmOptions {
  noteId: string;
  onSeq: (seq: number) => void;
  onError: (error: unknown) => void;
}

/** The life of a note, played. */
export function useFilm({ noteId, onSeq, onError }: FilmOptions): Film {
  const looked = useContext(LookedAtContext);
  const running = useRef<Player | null>(null);
  const [player, setPlayer] = useState<Player | null>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [moment, setMoment] = useState<FilmMoment | null>(null);
  const [speed, setSpeed] = useState<Speed>(4);
  useEffect(() => () => running.current?.stop(), []);

  const pause = useCallback(() => {
    running.current?.stop();
    running.current = null;
    setPlaying(false);
  }, []);
  function fail(error: unknown): void {
    pause();
    if (error) onError(error);
  }
  function play(from_seq: number): void {
    running.current?.stop();
    const made = new Player(from_seq, speed, {
      revision: async (seq, signal) => (await askRevision(seq, { noteId, looked, signal })).data,
      steps: (seq, limit, signal) => askSteps(noteId, seq, limit, signal),
      onSteps: (seq, step) => {
        setMoment({ seq, ...step });
        onSeq(seq);
      },
      onEnd: fail,
    });
    running.current = made;
    setPlayer(null);
    setMoment(null);
    setPlaying(true);
    made.start().then(
      () => running.current === made && setPlayer(made),
      (error: unknown) => running.current === made && fail(error),
    );
  }
  return {
    isPlaying,
    player,
    moment,
    speed,
    setSpeed: (next) => {
      setSpeed(next);
      if (running.current) running.current.speed = next;
    },
    play,
    pause,
  };
}
