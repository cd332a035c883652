"""Pure sizing of a deployment: memory, speed, capacity, cost, sovereignty, score, placement."""
