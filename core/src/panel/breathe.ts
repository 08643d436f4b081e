/** Gives the page a frame to draw; a hidden tab draws none and must not wait for one. */
export const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, 50);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });
